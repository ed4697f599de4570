package io.mooring.openstack.glance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * How fast images are copied.
 *
 * @param clock measures
 * @param pause waits
 * @param mebibytesPerSecond how fast at the most
 */
record Pace(Clock clock, Consumer<Duration> pause, int mebibytesPerSecond) {
  /** Glance takes longer than a moment for all but the smallest images. */
  private static final Duration FIRST_LOOK = Duration.ofMillis(250);

  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

  /** Of a clock, without a limit. */
  static Pace of(Clock clock) {
    return new Pace(
        clock, duration -> LockSupport.parkNanos(duration.toNanos()), Integer.MAX_VALUE);
  }

  Pace limited(int most) {
    return new Pace(clock, pause, most);
  }

  Instant now() {
    return clock.instant();
  }

  /** Waits between two looks, the longer the more there were. */
  void betweenLooks(int looks) {
    Duration wait = FIRST_LOOK.multipliedBy(1L << Math.min(looks, 5));
    pause.accept(wait.compareTo(LONGEST_LOOK) < 0 ? wait : LONGEST_LOOK);
  }

  /** When so many bytes may have been copied, if that began then. */
  Instant due(Instant began, long bytes) {
    return began.plusMillis(bytes / 1024 * 1000 / 1024 / mebibytesPerSecond);
  }
}
