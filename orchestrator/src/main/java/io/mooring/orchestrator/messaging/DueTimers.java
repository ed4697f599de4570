package io.mooring.orchestrator.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Applies timers that are due, but only once everything was read that participants have said: an
 * outcome that waits on the bus is not late, and while the broker is away none can come.
 */
final class DueTimers {
  /** What participants could not say while the broker was away, they say within this time. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

  private final Supplier<Optional<Instant>> next;
  private final Runnable due;
  private final Supplier<StepEventSource.Standing> standing;
  private final Clock clock;
  private Instant notBefore = Instant.EPOCH;
  private boolean away;

  /**
   * The timers of a writer.
   *
   * @param next when the next one goes off
   * @param due applies those that are due
   * @param standing whether everything was read that participants have said
   */
  DueTimers(
      Supplier<Optional<Instant>> next,
      Runnable due,
      Supplier<StepEventSource.Standing> standing,
      Clock clock) {
    this.next = next;
    this.due = due;
    this.standing = standing;
    this.clock = clock;
  }

  /** How long nothing is due, but not longer than that. */
  Duration untilNext(Duration longest) {
    return next.get()
        .map(at -> at.isBefore(notBefore) ? notBefore : at)
        .map(at -> Duration.between(clock.instant(), at))
        .map(left -> left.isNegative() ? Duration.ZERO : left)
        .filter(left -> left.compareTo(longest) < 0)
        .orElse(longest);
  }

  void apply() {
    Instant now = clock.instant();
    if (now.isBefore(notBefore) || next.get().filter(at -> !at.isAfter(now)).isEmpty()) {
      return;
    }
    switch (standing.get()) {
      case AT_END -> {
        if (away) {
          notBefore = now.plus(GRACE);
          away = false;
        } else {
          due.run();
        }
      }
      case BEHIND -> {
        // The next polls bring the rest.
      }
      case UNKNOWN -> {
        notBefore = now.plus(BETWEEN_QUESTIONS);
        away = true;
      }
    }
  }
}
