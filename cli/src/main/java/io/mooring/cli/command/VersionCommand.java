package io.mooring.cli.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells which version the command is of. No server is asked. */
@Command(
    name = "version",
    description = {
      "Show the version of this command; the same as mooring --version.",
      "No Mooring is asked: which one answers, and how it is, says mooring doctor."
    })
public final class VersionCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private HelpOption help;

  /** Runs on this terminal. */
  public VersionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().println(version());
    terminal.out().flush();
    return ExitCode.SUCCEEDED;
  }

  /**
   * The name of the command and its version, as its archive says; one that was not packed has none.
   */
  public static String version() {
    return "mooring "
        + Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
            .orElse("(not packed)");
  }
}
