package io.mooring.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides what a step stopped at. */
@Command(
    name = "resolve",
    description = {
      "Decide what a step stopped at, by one of the choices that mooring status shows.",
      "The choice is remembered for the integration, with your name and reason; the step is tried"
          + " again."
    },
    footer = {
      "",
      "Examples:",
      "  mooring resolve configure-glance@openstack-controller01 keep --why \"agreed with users\""
    })
public final class ResolveCommand extends StepOrder {
  @Parameters(index = "1", paramLabel = "CHOICE", description = "For example adopt or keep.")
  private String choice;

  @Option(
      names = "--finding",
      defaultValue = "",
      paramLabel = "KEY",
      description = "Which finding, where the step stopped at several with the same choice.")
  private String finding;

  /** Runs on this terminal. */
  public ResolveCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ObjectNode request() {
    return Json.object().put("choice", choice).put("finding", finding);
  }
}
