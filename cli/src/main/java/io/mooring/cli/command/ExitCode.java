package io.mooring.cli.command;

/** What the command's exit code means. Scripts rely on these numbers. */
public final class ExitCode {
  /** Done, or what was asked for was shown. */
  public static final int SUCCEEDED = 0;

  /** The saga needs a person, or the server could not do it. */
  public static final int FAILED = 1;

  /** Wrong usage, a refused document, or a name that the server does not know. */
  public static final int USAGE = 2;

  /** The time is over and the saga still runs. */
  public static final int STILL_RUNNING = 3;

  /** The server does not answer. */
  public static final int UNREACHABLE = 6;

  private ExitCode() {}
}
