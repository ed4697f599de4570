package io.mooring.orchestrator.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.orchestrator.messaging.StepEventSource.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DueTimersTest {
  private static final Instant DUE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LONGEST = Duration.ofMillis(200);

  private Instant now = DUE.minusMillis(50);
  private Standing standing = Standing.AT_END;
  private int applied;

  private final InstantSource clock = () -> now;
  private final DueTimers timers =
      new DueTimers(
          () -> Optional.of(DUE), () -> applied++, () -> standing, clock.withZone(ZoneOffset.UTC));

  @Test
  void aTimerCountsWhenItIsDueAndNotBefore() {
    timers.apply();
    assertThat(applied).isZero();
    assertThat(timers.untilNext(LONGEST)).isEqualTo(Duration.ofMillis(50));

    now = DUE;
    timers.apply();
    assertThat(applied).isEqualTo(1);
    assertThat(timers.untilNext(LONGEST)).isZero();
  }

  @Test
  @Tag("fault")
  void anOutcomeThatWaitsOnTheBusIsNotLate() {
    now = DUE.plusSeconds(1);
    standing = Standing.BEHIND;
    timers.apply();
    assertThat(applied).isZero();

    standing = Standing.AT_END;
    timers.apply();
    assertThat(applied).isEqualTo(1);
  }

  @Test
  @Tag("fault")
  void afterTheBrokerWasAwayWhatParticipantsCouldNotSayIsAwaited() {
    // given: two minutes without a broker, in which the timer became due
    standing = Standing.UNKNOWN;
    for (now = DUE; now.isBefore(DUE.plusSeconds(120)); now = now.plusSeconds(1)) {
      timers.apply();
      assertThat(timers.untilNext(LONGEST)).isEqualTo(LONGEST);
    }

    // when
    standing = Standing.AT_END;
    timers.apply();
    now = now.plusMillis(9_999);
    timers.apply();

    // then
    assertThat(applied).isZero();
    now = now.plusMillis(1);
    timers.apply();
    assertThat(applied).isEqualTo(1);
  }
}
