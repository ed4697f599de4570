package io.mooring.orchestrator.saga;

/** How a step that is done came to be so. */
public enum Result {
  /** Something was changed; of a look: would be. */
  CHANGED("succeeded"),
  /** The node was as wanted. */
  UNCHANGED("succeeded"),
  /** It is left out, by a person's order or because its node is parked; others go on without it. */
  SKIPPED("skipped"),
  /** The saga was cancelled before it was done. */
  CANCELLED("cancelled");

  private final String label;

  Result(String label) {
    this.label = label;
  }

  /** The state of such a step in the API. */
  public String label() {
    return label;
  }

  /** Whether steps that wait for such a step may go on. */
  boolean releases() {
    return this != CANCELLED;
  }
}
