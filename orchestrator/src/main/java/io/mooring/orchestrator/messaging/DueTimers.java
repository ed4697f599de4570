package io.mooring.orchestrator.messaging;

import io.mooring.orchestrator.service.SagaWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Applies timers that are due, but only once everything was read that participants have said: an
 * outcome that waits on the bus is not late, and while the broker is away none can come.
 */
final class DueTimers {
  /** What participants could not say while the broker was away, they say within this time. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

  private final SagaWriter writer;
  private final StepEventSource source;
  private final Clock clock;
  private Instant notBefore = Instant.EPOCH;
  private boolean away;

  DueTimers(SagaWriter writer, StepEventSource source, Clock clock) {
    this.writer = writer;
    this.source = source;
    this.clock = clock;
  }

  /** How long nothing is due, but not longer than that. */
  Duration untilNext(Duration longest) {
    return writer
        .nextTimer()
        .map(next -> next.isBefore(notBefore) ? notBefore : next)
        .map(next -> Duration.between(clock.instant(), next))
        .map(left -> left.isNegative() ? Duration.ZERO : left)
        .filter(left -> left.compareTo(longest) < 0)
        .orElse(longest);
  }

  void apply() {
    Instant now = clock.instant();
    if (now.isBefore(notBefore) || writer.nextTimer().filter(due -> !due.isAfter(now)).isEmpty()) {
      return;
    }
    switch (source.standing()) {
      case AT_END -> {
        if (away) {
          notBefore = now.plus(GRACE);
          away = false;
        } else {
          writer.applyDueTimers();
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
