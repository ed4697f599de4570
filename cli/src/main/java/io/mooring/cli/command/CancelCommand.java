package io.mooring.cli.command;

import picocli.CommandLine.Command;

/** Cancels a saga. */
@Command(
    name = "cancel",
    description = {
      "Cancel a saga: steps that run end, all others are left out.",
      "What was changed stays. To take it back: mooring rollback."
    },
    footer = {"", "Examples:", "  mooring cancel site --why \"wrong document\""})
public final class CancelCommand extends WholeSagaOrder {

  /** Runs on this terminal. */
  public CancelCommand(Terminal terminal) {
    super(terminal);
  }
}
