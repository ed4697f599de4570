package io.mooring.cli.command;

import picocli.CommandLine.Command;

/** Lets a paused saga go on. */
@Command(
    name = "resume",
    description = {"Let a paused saga go on where it was paused."},
    footer = {"", "Examples:", "  mooring resume site --watch"})
public final class ResumeCommand extends WholeSagaOrder {

  /** Runs on this terminal. */
  public ResumeCommand(Terminal terminal) {
    super(terminal);
  }
}
