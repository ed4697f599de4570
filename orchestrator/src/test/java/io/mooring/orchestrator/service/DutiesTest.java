package io.mooring.orchestrator.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.orchestrator.document.CronTimes;
import io.mooring.orchestrator.document.IntegrationDocument.Life;
import io.mooring.orchestrator.document.IntegrationDocument.OnFailure;
import io.mooring.orchestrator.document.Unreachable;
import io.mooring.orchestrator.saga.SagaKind;
import io.mooring.orchestrator.saga.SagaState;
import io.mooring.orchestrator.saga.StepCounts;
import io.mooring.orchestrator.service.Duties.Duty;
import io.mooring.orchestrator.service.Duties.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DutiesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final UUID NEWER = new UUID(0, 2);
  private static final UUID OLDER = new UUID(0, 1);
  private static final StepCounts CHANGED = new StepCounts(3, 0, 0, 0, 5, 2, 1, 0, 0, 0);
  private static final StepCounts DECIDING = new StepCounts(3, 0, 0, 0, 5, 2, 1, 1, 0, 0);

  @Test
  void anIncidentIsRolledBackOnlyWhereTheDocumentSaysSo() {
    List<Run> incident = List.of(run(NEWER, SagaState.INCIDENT, CHANGED));

    assertThat(due(life(OnFailure.ROLLBACK), incident, NOON))
        .containsExactly(new Duty.TakeBack(NEWER));
    assertThat(due(life(OnFailure.STOP), incident, NOON)).isEmpty();
  }

  @Test
  void nothingIsTakenBackThatWaitsForADecisionOrChangedNothing() {
    Life life = life(OnFailure.ROLLBACK);

    assertThat(due(life, List.of(run(NEWER, SagaState.INCIDENT, DECIDING)), NOON)).isEmpty();
    assertThat(due(life, List.of(run(NEWER, SagaState.INCIDENT, StepCounts.NONE)), NOON)).isEmpty();
  }

  @Test
  void nodesThatAreAwayAreTriedAgainAfterAMinute() {
    List<Run> incident = List.of(run(NEWER, SagaState.INCIDENT, CHANGED));

    assertThat(due(life(OnFailure.STOP), incident, NOON.plusSeconds(59))).isEmpty();
    assertThat(due(life(OnFailure.STOP), incident, NOON.plusSeconds(60)))
        .containsExactly(new Duty.TryNodesAgain(NEWER));
  }

  @Test
  void whatWasTakenBackIsMarkedOnce() {
    Run rollback =
        new Run(
            NEWER,
            SagaKind.ROLLBACK,
            SagaState.SUCCEEDED,
            StepCounts.NONE,
            Optional.of(OLDER),
            NOON,
            Set.of());
    Life life = life(OnFailure.STOP);

    assertThat(due(life, List.of(rollback, run(OLDER, SagaState.INCIDENT, CHANGED)), NOON))
        .containsExactly(new Duty.MarkRolledBack(OLDER, NEWER));
    assertThat(due(life, List.of(rollback, run(OLDER, SagaState.ROLLED_BACK, CHANGED)), NOON))
        .isEmpty();
  }

  @Test
  void aScheduleCountsFromTheLastLookAndSpreadsIntegrations() {
    Life daily =
        new Life(
            Unreachable.WAIT,
            OnFailure.STOP,
            Map.of(),
            Optional.of(Duration.ofHours(24)),
            Optional.empty());
    List<Run> applied = List.of(run(NEWER, SagaState.SUCCEEDED, CHANGED));
    List<Run> applying = List.of(run(NEWER, SagaState.RUNNING, CHANGED));

    assertThat(due(daily, applied, NOON.plus(Duration.ofHours(24)).minusSeconds(1))).isEmpty();
    assertThat(due(daily, applied, NOON.plus(Duration.ofMinutes(24 * 66))))
        .containsExactly(new Duty.Verify());
    assertThat(due(daily, List.of(), NOON.plus(Duration.ofDays(9)))).isEmpty();
    assertThat(due(daily, applying, NOON.plus(Duration.ofDays(9)))).isEmpty();
  }

  @Test
  void aTimeOfTheDayCountsInItsOwnTimeZoneAndComesOnceAfterTheLastLook() {
    Life nightly =
        new Life(
            Unreachable.WAIT,
            OnFailure.STOP,
            Map.of(),
            Optional.empty(),
            CronTimes.parse("0 3 * * *", "Europe/Berlin"));
    List<Run> applied = List.of(run(NEWER, SagaState.SUCCEEDED, CHANGED));
    Instant three = Instant.parse("2026-01-02T02:00:00Z");

    assertThat(due(nightly, applied, three.minusSeconds(1))).isEmpty();
    assertThat(due(nightly, applied, three.plus(Duration.ofMinutes(10))))
        .containsExactly(new Duty.Verify());
    assertThat(due(nightly, applied, three.plus(Duration.ofDays(9))))
        .containsExactly(new Duty.Verify());
    assertThat(Duties.next("lab", nightly, applied).orElseThrow())
        .isBetween(three, three.plus(Duration.ofMinutes(10)));
  }

  @Test
  void parkedNodesAreTriedAgainAfterPausesThatDouble() {
    Life life = life(OnFailure.STOP);
    List<Run> once = List.of(parking(NEWER));
    List<Run> twice = List.of(parking(NEWER), parking(OLDER));

    assertThat(due(life, once, NOON.plusSeconds(59))).isEmpty();
    assertThat(due(life, once, NOON.plusSeconds(60)))
        .containsExactly(new Duty.CatchUp(Set.of("compute02")));
    assertThat(due(life, twice, NOON.plusSeconds(119))).isEmpty();
    assertThat(due(life, twice, NOON.plusSeconds(120))).hasSize(1);
    assertThat(Duties.next("lab", life, twice)).contains(NOON.plusSeconds(120));
  }

  @Test
  void whatWasRemovedIsNeitherBroughtBackNorMissed() {
    Life watched =
        new Life(
            Unreachable.PARK,
            OnFailure.STOP,
            Map.of(),
            Optional.of(Duration.ofHours(1)),
            Optional.empty());
    Run removal =
        new Run(
            NEWER, SagaKind.REMOVE, SagaState.SUCCEEDED, CHANGED, Optional.empty(), NOON, Set.of());

    assertThat(due(watched, List.of(removal, parking(OLDER)), NOON.plus(Duration.ofDays(9))))
        .isEmpty();
    assertThat(Duties.next("lab", watched, List.of(removal, parking(OLDER)))).isEmpty();
  }

  @Test
  void anIntegrationThatWantsNothingIsNotLookedAtAgain() {
    Life life = life(OnFailure.STOP);

    assertThat(Duties.next("lab", life, List.of())).isEmpty();
    assertThat(Duties.next("lab", life, List.of(run(NEWER, SagaState.SUCCEEDED, CHANGED))))
        .isEmpty();
    assertThat(Duties.next("lab", life, List.of(run(NEWER, SagaState.INCIDENT, CHANGED))))
        .contains(NOON.plusSeconds(60));
  }

  private static Run parking(UUID id) {
    return new Run(
        id,
        SagaKind.APPLY,
        SagaState.SUCCEEDED,
        CHANGED,
        Optional.empty(),
        NOON,
        Set.of("compute02"));
  }

  private static Life life(OnFailure onFailure) {
    return new Life(Unreachable.WAIT, onFailure, Map.of(), Optional.empty(), Optional.empty());
  }

  private static List<Duty> due(Life life, List<Run> newestFirst, Instant now) {
    return Duties.of("lab", life, newestFirst, now);
  }

  private static Run run(UUID id, SagaState state, StepCounts counts) {
    return new Run(id, SagaKind.APPLY, state, counts, Optional.empty(), NOON, Set.of());
  }
}
