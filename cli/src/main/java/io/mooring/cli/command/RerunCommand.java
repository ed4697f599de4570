package io.mooring.cli.command;

import picocli.CommandLine.Command;

/** Runs an integration again. */
@Command(
    name = "rerun",
    description = {
      "Start a new saga of the same kind for the same integration, with its document as it is now.",
      "To try only what failed, in the same saga: mooring retry."
    },
    footer = {"", "Examples:", "  mooring rerun site --watch"})
public final class RerunCommand extends WholeSagaOrder {

  /** Runs on this terminal. */
  public RerunCommand(Terminal terminal) {
    super(terminal);
  }
}
