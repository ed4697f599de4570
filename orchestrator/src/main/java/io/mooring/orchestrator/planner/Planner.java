package io.mooring.orchestrator.planner;

import io.mooring.orchestrator.document.IntegrationDocument;
import java.util.UUID;

/** Turns the wanted state into the graph of steps that leads there. */
public final class Planner {

  /**
   * Plans an integration.
   *
   * @param document the wanted state
   * @param secret UUID of the libvirt secret that was made for this integration; what the document
   *     itself says goes first
   */
  public StepGraph plan(IntegrationDocument document, UUID secret) {
    throw new UnsupportedOperationException("not yet");
  }
}
