package io.mooring.orchestrator.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TopicRestsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final TopicRests rests = new TopicRests();

  @Test
  void aTopicThatRefusesRestsLongerEachTimeAndTheOthersDoNot() {
    rests.refused("ill", "not there", NOW);
    assertThat(rests.resting(NOW.plusMillis(249))).containsExactly("ill");
    assertThat(rests.resting(NOW.plusMillis(250))).isEmpty();

    rests.refused("ill", "not there", NOW);
    assertThat(rests.resting(NOW.plusMillis(499))).containsExactly("ill");
    assertThat(rests.resting(NOW.plusMillis(500))).isEmpty();
  }

  @Test
  void noRestIsLongerThanHalfAMinute() {
    for (int i = 0; i < 100; i++) {
      rests.refused("ill", "not there", NOW);
    }

    assertThat(rests.resting(NOW.plusMillis(29_999))).containsExactly("ill");
    assertThat(rests.resting(NOW.plusSeconds(30))).isEmpty();
  }

  @Test
  void aTopicThatTakesRecordsAgainIsForgotten() {
    rests.refused("ill", "not there", NOW);

    rests.tookAll("ill");

    assertThat(rests.all()).isEmpty();
    assertThat(rests.resting(NOW)).isEmpty();
  }
}
