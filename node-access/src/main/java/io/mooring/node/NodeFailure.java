package io.mooring.node;

import io.mooring.contracts.ErrorCode;

/** Nothing was done on the node, and the code says why: unreachable, refused, busy, stale… */
public sealed class NodeFailure extends RuntimeException permits UnknownHostKey {
  private final ErrorCode code;

  /**
   * A failure.
   *
   * @param code what is wrong
   * @param message what happened, where, for people; without secrets
   */
  public NodeFailure(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** What is wrong. */
  public ErrorCode code() {
    return code;
  }
}
