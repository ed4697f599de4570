package io.mooring.bus;

import io.mooring.bus.Decoding.Reason;

/** Carries the reason out of the parts of the codec; callers of the codec never see it. */
final class UnreadableRecord extends Exception {
  private final Reason reason;

  UnreadableRecord(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
