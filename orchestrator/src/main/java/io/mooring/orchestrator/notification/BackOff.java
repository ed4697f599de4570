package io.mooring.orchestrator.notification;

import java.time.Duration;

/** How long to wait before a receiver is tried again: longer each time. */
public final class BackOff {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST_DOUBLINGS = 10;

  private BackOff() {}

  /** After so many failures in a row. */
  public static Duration after(int failures) {
    Duration doubled = Duration.ofSeconds(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }
}
