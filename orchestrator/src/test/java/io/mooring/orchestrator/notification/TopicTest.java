package io.mooring.orchestrator.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.orchestrator.persistence.StoredEntry;
import io.mooring.orchestrator.saga.HistoryType;
import io.mooring.orchestrator.saga.SagaKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTest {
  @ParameterizedTest
  @CsvSource({
    "SAGA_INCIDENT,       PLAN,     INCIDENT",
    "SAGA_QUARANTINED,    APPLY,    INCIDENT",
    "SAGA_SUCCEEDED,      APPLY,    SUCCESS",
    "SAGA_SUCCEEDED,      REMOVE,   SUCCESS",
    "SAGA_ROLLED_BACK,    ROLLBACK, SUCCESS",
    "INTEGRATION_DRIFTED, VERIFY,   DRIFT"
  })
  void isWhatAPersonWantsToKnow(HistoryType type, SagaKind kind, Topic topic) {
    assertThat(Topic.of(entry(type, "x"), () -> Optional.of(kind))).contains(topic);
  }

  @ParameterizedTest
  @CsvSource({
    "SAGA_SUCCEEDED,     PLAN",
    "SAGA_SUCCEEDED,     VERIFY",
    "INTEGRATION_AGREES, VERIFY",
    "STEP_FAILED,        APPLY"
  })
  void isNothingOfWhatOnlyLooked(HistoryType type, SagaKind kind) {
    assertThat(Topic.of(entry(type, "x"), () -> Optional.of(kind))).isEmpty();
  }

  @Test
  void isWordedForEachChat() {
    StoredEntry entry = entry(HistoryType.SAGA_INCIDENT, "<b> & *1* failed");

    assertThat(Wording.plain(Topic.INCIDENT, entry))
        .isEqualTo(
            "site: a saga needs a person\n<b> & *1* failed\nWhat to do: mooring status site");
    assertThat(Wording.slack(Topic.INCIDENT, entry)).contains("&lt;b&gt; &amp; *1* failed");
    assertThat(Wording.markdown(Topic.INCIDENT, entry)).contains("\\<b\\> & \\*1\\* failed");
  }

  @Test
  void isTriedAgainLaterAndLater() {
    assertThat(BackOff.after(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(BackOff.after(4)).isEqualTo(Duration.ofSeconds(8));
    assertThat(BackOff.after(1000)).isEqualTo(Duration.ofMinutes(10));
  }

  private static StoredEntry entry(HistoryType type, String summary) {
    return new StoredEntry(
        7,
        Instant.EPOCH,
        "site",
        new UUID(0, 1),
        type.label(),
        null,
        null,
        null,
        "orchestrator",
        summary,
        "{}",
        null);
  }
}
