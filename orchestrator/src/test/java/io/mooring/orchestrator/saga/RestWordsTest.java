package io.mooring.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestWordsTest {
  @Test
  void whatOnlyLookedHasChangedNothing() {
    StepCounts counts = counts(0, 40, 14, 0, 0, 0);

    assertThat(RestWords.succeeded(SagaKind.PLAN, counts))
        .isEqualTo("all 40 steps succeeded, 14 of them would change something");
    assertThat(RestWords.succeeded(SagaKind.APPLY, counts))
        .isEqualTo("all 40 steps succeeded, 14 of them changed something");
    assertThat(RestWords.succeeded(SagaKind.VERIFY, counts(0, 40, 0, 0, 2, 0)))
        .isEqualTo("40 steps succeeded, none of them would change something; 2 were left out");
    assertThat(RestWords.cancelled(SagaKind.APPLY, counts(0, 1, 1, 0, 0, 3)))
        .isEqualTo("1 step succeeded, 1 of them changed something; 3 were not done");
  }

  @Test
  void oneIsNotMany() {
    assertThat(RestWords.incident(counts(1, 38, 0, 1, 0, 0)))
        .isEqualTo("38 succeeded, 1 failed and needs a person, 1 waits for it");
    assertThat(RestWords.incident(counts(90, 0, 0, 6, 0, 0)))
        .isEqualTo("0 succeeded, 6 failed and need a person, 90 wait for them");
    assertThat(RestWords.incident(counts(0, 39, 0, 1, 0, 0)))
        .isEqualTo("39 succeeded, 1 failed and needs a person");
    assertThat(RestWords.drifted(counts(0, 39, 1, 0, 0, 0)))
        .isEqualTo("1 step would change something, 0 could not be looked at or proved");
  }

  private static StepCounts counts(
      int waiting, int succeeded, int changed, int failed, int skipped, int cancelled) {
    return new StepCounts(waiting, 0, 0, 0, succeeded, changed, failed, 0, skipped, cancelled);
  }
}
