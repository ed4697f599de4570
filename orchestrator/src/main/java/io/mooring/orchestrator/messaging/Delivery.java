package io.mooring.orchestrator.messaging;

/** What happened to a record that was handed to the broker. */
sealed interface Delivery {
  /** The broker has it. */
  record Acknowledged() implements Delivery {}

  /**
   * The broker will never take it.
   *
   * @param reason why, as one line
   */
  record Refused(String reason) implements Delivery {}

  /**
   * It may be there or not; it is to be sent again.
   *
   * @param reason why, as one line
   */
  record Unknown(String reason) implements Delivery {}
}
