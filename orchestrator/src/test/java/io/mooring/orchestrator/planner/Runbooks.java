package io.mooring.orchestrator.planner;

import io.mooring.orchestrator.document.IntegrationDocument;
import java.util.UUID;

/** Graphs for tests. */
public final class Runbooks {
  private static final UUID SECRET = new UUID(2, 2);

  private Runbooks() {}

  /** Every step of an integration with the edges of the runbook, and no looks. */
  public static StepGraph of(IntegrationDocument document) {
    return new Planner().runbook(document, SECRET);
  }

  /** The graph of a first apply. */
  public static StepGraph apply(IntegrationDocument document) {
    return new Planner().apply(document, Past.none(SECRET));
  }
}
