package io.mooring.orchestrator.notification;

/** A receiver can't be told because of what was set; the message says why, without secrets. */
final class UnusableReceiverException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableReceiverException(String message) {
    super(message);
  }
}
