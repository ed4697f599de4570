package io.mooring.orchestrator.notification;

/** What became of an attempt to tell a receiver something. */
public sealed interface Telling {
  /** It has it. */
  record Told() implements Telling {}

  /**
   * It does not have it, as far as is known.
   *
   * @param reason why, without secrets
   */
  record Failed(String reason) implements Telling {}
}
