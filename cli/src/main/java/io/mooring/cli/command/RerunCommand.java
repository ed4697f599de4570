package io.mooring.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs an integration again. */
@Command(
    name = "rerun",
    description = {
      "Start a new saga of the same kind for the same integration, with its document as it is now.",
      "To try only what failed, in the same saga: mooring retry."
    },
    footer = {"", "Examples:", "  mooring rerun site --watch"})
public final class RerunCommand extends WholeSagaOrder {
  @Mixin private WaitOption waitOption;

  /** Runs on this terminal. */
  public RerunCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ObjectNode request() {
    return waitOption.in(super.request());
  }
}
