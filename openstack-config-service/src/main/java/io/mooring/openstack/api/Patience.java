package io.mooring.openstack.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Waits for something that an API does in its own time.
 *
 * @param clock measures
 * @param until when to give up
 */
public record Patience(Clock clock, Instant until) {
  /** The wait between two tries of something that leaves traces. */
  public static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  /**
   * Asks until there is an answer.
   *
   * @param question looks once; empty as long as it can't be told
   * @return the answer, or empty when the time is over
   */
  public <T> Optional<T> await(Supplier<Optional<T>> question) {
    return await(BETWEEN_LOOKS, question);
  }

  /** The same with a wait of one's own between two questions. */
  public <T> Optional<T> await(Duration between, Supplier<Optional<T>> question) {
    while (true) {
      Optional<T> answer = question.get();
      if (answer.isPresent() || !clock.instant().isBefore(until)) {
        return answer;
      }
      LockSupport.parkNanos(between.toNanos());
    }
  }
}
