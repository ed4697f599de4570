package io.mooring.contracts;

/** The way a participant treats a step. */
public enum Mode {
  /** Look and say what would change; nothing on any node changes. */
  PLAN,
  /** Look, and change what differs. */
  APPLY,
  /** Take back what this saga's own apply of the step changed. */
  UNDO
}
