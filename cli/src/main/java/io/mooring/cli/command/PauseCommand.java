package io.mooring.cli.command;

import picocli.CommandLine.Command;

/** Pauses a saga. */
@Command(
    name = "pause",
    description = {"Pause a saga: steps that run end, nothing more is sent until resume."},
    footer = {
      "",
      "Examples:",
      "  mooring pause site --why \"the storage people are on the phone\""
    })
public final class PauseCommand extends WholeSagaOrder {

  /** Runs on this terminal. */
  public PauseCommand(Terminal terminal) {
    super(terminal);
  }
}
