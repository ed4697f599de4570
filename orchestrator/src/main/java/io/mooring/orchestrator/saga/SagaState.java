package io.mooring.orchestrator.saga;

/** Where a saga is. */
public enum SagaState {
  /** Stored, but no step was dispatched; only {@link SagaInput.Start} moves it on. */
  CREATED("created"),
  /** At least one step is ready, dispatched or backing off. */
  RUNNING("running"),
  /** A person has paused it, and nothing runs any more. */
  PAUSED("paused"),
  /** Every step is done; nothing but a rollback moves it any more. */
  SUCCEEDED("succeeded"),
  /** At rest: at least one step needs a person. */
  INCIDENT("incident"),
  /** A person has cancelled it, and what ran has ended. */
  CANCELLED("cancelled"),
  /** What it changed was taken back by another saga. */
  ROLLED_BACK("rolled-back"),
  /** Set aside: its data can't be read, applied or stored; only a new saga leads on. */
  QUARANTINED("quarantined");

  private final String label;

  SagaState(String label) {
    this.label = label;
  }

  /** The name in the API. */
  public String label() {
    return label;
  }

  /** Whether nothing happens to the saga any more unless a person acts, and nodes are free. */
  public boolean atRest() {
    return switch (this) {
      case CREATED, RUNNING, PAUSED -> false;
      case SUCCEEDED, INCIDENT, CANCELLED, ROLLED_BACK, QUARANTINED -> true;
    };
  }
}
