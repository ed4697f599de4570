package io.mooring.openstack.glance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void anImageTakesAtLeastAsLongAsTheRateSays() {
    Pace pace = Pace.of(Clock.systemUTC()).limited(100);

    assertThat(pace.due(NOON, 50L << 30)).isEqualTo(NOON.plusSeconds(512));
    assertThat(pace.due(NOON, 1L << 20)).isEqualTo(NOON.plusMillis(10));
    assertThat(Pace.of(Clock.systemUTC()).due(NOON, 50L << 30)).isEqualTo(NOON);
  }

  @Test
  void theLongerItTakesTheLessOftenItIsLookedAt() {
    List<Duration> waits = new ArrayList<>();
    Pace pace = new Pace(Clock.systemUTC(), waits::add, 1);

    for (int looks = 0; looks < 8; looks++) {
      pace.betweenLooks(looks);
    }

    assertThat(waits.getFirst()).isEqualTo(Duration.ofMillis(250));
    assertThat(waits.getLast()).isEqualTo(Duration.ofSeconds(5));
    assertThat(waits).isSorted();
  }
}
