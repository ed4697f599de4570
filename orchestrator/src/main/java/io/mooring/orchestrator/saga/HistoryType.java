package io.mooring.orchestrator.saga;

/** The kinds of entries in a saga's history. */
public enum HistoryType {
  /** The saga can't begin before others are done with what it needs. */
  SAGA_WAITS("saga-waits"),
  /** The saga began. */
  SAGA_STARTED("saga-started"),
  /** A command was handed to the bus. */
  STEP_DISPATCHED("step-dispatched"),
  /** A participant begins the step. */
  STEP_STARTED("step-started"),
  /** A step that takes long tells how far it is. */
  STEP_PROGRESSED("step-progressed"),
  /** The step is done. */
  STEP_SUCCEEDED("step-succeeded"),
  /** The participant says why the step is not done. */
  STEP_FAILED("step-failed"),
  /** No participant began the attempt in time. */
  STEP_NOT_STARTED("step-not-started"),
  /** How the attempt ended is not known. */
  STEP_UNKNOWN("step-unknown"),
  /** The step will be retried automatically. */
  STEP_RETRY_SCHEDULED("step-retry-scheduled"),
  /** The step needs a person. */
  INCIDENT_RAISED("incident-raised"),
  /** A person asked for failed steps to be tried again. */
  RETRY_REQUESTED("retry-requested"),
  /** The step is left out. */
  STEP_SKIPPED("step-skipped"),
  /** A person decided what a step had stopped at. */
  DECISION_TAKEN("decision-taken"),
  /** A person asked that nothing more is sent. */
  PAUSE_REQUESTED("pause-requested"),
  /** A person asked that only what runs may end. */
  CANCEL_REQUESTED("cancel-requested"),
  /** A node can't be reached, and its steps are left out. */
  NODE_PARKED("node-parked"),
  /** A late or doubled event changed nothing. */
  EVENT_IGNORED("event-ignored"),
  /** Every step succeeded. */
  SAGA_SUCCEEDED("saga-succeeded"),
  /** Nothing goes on until a person acts. */
  SAGA_INCIDENT("saga-incident"),
  /** Nothing runs any more, as a person asked. */
  SAGA_PAUSED("saga-paused"),
  /** A person let it go on. */
  SAGA_RESUMED("saga-resumed"),
  /** It was cancelled, and what ran has ended. */
  SAGA_CANCELLED("saga-cancelled"),
  /** What it changed was taken back. */
  SAGA_ROLLED_BACK("saga-rolled-back"),
  /** The world is not as the integration wants it. */
  INTEGRATION_DRIFTED("integration-drifted"),
  /** The world was found, or made, as the integration wants it. */
  INTEGRATION_AGREES("integration-agrees"),
  /** The saga is set aside because its data can't be read, applied or stored. */
  SAGA_QUARANTINED("saga-quarantined");

  private final String label;

  HistoryType(String label) {
    this.label = label;
  }

  /** The name in the API. */
  public String label() {
    return label;
  }
}
