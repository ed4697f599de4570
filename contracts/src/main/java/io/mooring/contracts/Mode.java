package io.mooring.contracts;

/** What a participant is to do with a step. */
public enum Mode {
  /** Look and say what would change; nothing on any node changes. */
  PLAN,
  /** Look, and change what differs. */
  APPLY,
  /** Take back what this saga's own apply of the step changed. */
  UNDO
}
