package io.mooring.node;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.NodeName;

/** A node shows a host key of which nobody has said whether it may be trusted. */
public final class UnknownHostKey extends NodeFailure {
  private final NodeName node;
  private final String fingerprint;

  /**
   * A failure.
   *
   * @param node who shows the key
   * @param fingerprint of the key
   * @param message what happened, where, for people
   */
  public UnknownHostKey(NodeName node, String fingerprint, String message) {
    super(ErrorCode.HOST_KEY_UNKNOWN, message);
    this.node = node;
    this.fingerprint = fingerprint;
  }

  /** The node that shows it: not always the one that a step is about. */
  public NodeName node() {
    return node;
  }

  /** What it shows, as {@code ssh-keygen -l} prints it. */
  public String fingerprint() {
    return fingerprint;
  }
}
