package io.mooring.orchestrator.document;

/** What becomes of the steps of a node that can't be reached. */
public enum Unreachable {
  /** They wait and are tried again by themselves until the node is back; other nodes go on. */
  WAIT,
  /** They are left out, and the next apply catches up on them; other nodes go on. */
  PARK,
  /** Nothing more is dispatched anywhere. */
  FAIL
}
