package io.mooring.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.cli.api.Json;
import picocli.CommandLine.Command;

/** Leaves a step out. */
@Command(
    name = "skip",
    description = {
      "Leave out a step that needs a person or waits for its next attempt.",
      "The steps after it go on without it, so be sure that what it does is not needed or done."
    },
    footer = {
      "",
      "Examples:",
      "  mooring skip test-image@openstack-controller02 --why \"tested by hand\""
    })
public final class SkipCommand extends StepOrder {

  /** Runs on this terminal. */
  public SkipCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ObjectNode request() {
    return Json.object();
  }
}
