package io.mooring.node;

/** No answer came, so something may or may not have been done: only a look at the node can tell. */
public final class OutcomeUnknown extends RuntimeException {
  /**
   * An unknown outcome.
   *
   * @param message what happened, where, for people; without secrets
   */
  public OutcomeUnknown(String message) {
    super(message, null, false, false);
  }
}
