package io.mooring.orchestrator.saga;

import io.mooring.contracts.Mode;

/** The purpose of a saga. */
public enum SagaKind {
  /** Says what would change. */
  PLAN("plan", Mode.PLAN),
  /** Brings the nodes to the integration's wanted state. */
  APPLY("apply", Mode.APPLY),
  /** Says what has drifted. */
  VERIFY("verify", Mode.PLAN),
  /** Takes back what a saga changed. */
  ROLLBACK("rollback", Mode.UNDO),
  /** Removes what the integration made. */
  REMOVE("remove", Mode.APPLY),
  /** Gives the cephx users new keys. */
  ROTATE_KEYS("rotate-keys", Mode.APPLY);

  private final String label;
  private final Mode mode;

  SagaKind(String label, Mode mode) {
    this.label = label;
    this.mode = mode;
  }

  /** The name in the API. */
  public String label() {
    return label;
  }

  /** What participants do with the steps of such a saga. */
  public Mode mode() {
    return mode;
  }
}
