package io.mooring.orchestrator.document;

import java.time.Duration;

/**
 * How often a step is tried before a person is asked, and how long to wait in between.
 *
 * @param attempts the most dispatches until a person is asked, at least 1
 * @param firstDelay the wait after the first failure
 * @param longestDelay the wait doubles up to this
 */
public record RetryPolicy(int attempts, Duration firstDelay, Duration longestDelay) {
  private static final int MOST_DOUBLINGS = 30;
  private static final int MORE_ATTEMPTS = 6;

  /**
   * Checks the number of attempts.
   *
   * @throws IllegalArgumentException when it is below 1
   */
  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("a step is tried at least once, not " + attempts);
    }
  }

  /** The same with more attempts, for what needs minutes to heal by itself, such as clocks. */
  public RetryPolicy patient() {
    return attempts == 1
        ? this
        : new RetryPolicy(attempts + MORE_ATTEMPTS, firstDelay, longestDelay);
  }

  /**
   * How long to wait after a failure, before jitter.
   *
   * @param tries how often the step was dispatched so far, from 1
   */
  public Duration delayAfter(int tries) {
    Duration delay = firstDelay.multipliedBy(1L << Math.clamp(tries - 1L, 0, MOST_DOUBLINGS));
    return delay.compareTo(longestDelay) > 0 ? longestDelay : delay;
  }
}
