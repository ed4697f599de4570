package io.mooring.orchestrator.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Command;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.IntegrationName;
import io.mooring.orchestrator.document.Documents;
import io.mooring.orchestrator.planner.Runbooks;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.HistoryType;
import io.mooring.orchestrator.saga.NewSaga;
import io.mooring.orchestrator.saga.OpenSaga;
import io.mooring.orchestrator.saga.SagaEngine;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.saga.SagaKind;
import io.mooring.orchestrator.saga.SagaStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldSagaTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final SagaEngine engine =
      new SagaEngine(UUID::randomUUID, delay -> delay, Duration.ofHours(6));
  private final HeldSaga saga =
      new HeldSaga(
          OpenSaga.of(
              NewSaga.of(
                  new NewSaga.Origin(
                      UUID.randomUUID(),
                      1,
                      new IntegrationName("lab"),
                      SagaKind.APPLY,
                      Optional.empty(),
                      Map.of(),
                      Map.of()),
                  Runbooks.of(Documents.cloud(1, 1)))));
  private Command sent;

  @BeforeEach
  void aStepIsSent() {
    saga.apply(engine, new SagaInput.Start("anna"), NOW);
    sent = saga.committed().getFirst();
  }

  @Test
  void aBeginningIsToldByTheEndThatCameWithIt() {
    take(begun(), succeeded());

    assertThat(saga.history())
        .extracting(HistoryEntry::type)
        .contains(HistoryType.STEP_SUCCEEDED)
        .doesNotContain(HistoryType.STEP_STARTED, HistoryType.EVENT_IGNORED);
  }

  @Test
  void aBeginningAloneIsToldAndRunsTheLimit() {
    take(begun());

    assertThat(saga.history())
        .extracting(HistoryEntry::type)
        .containsExactly(HistoryType.STEP_STARTED);
  }

  @Test
  void aSecondBeginningIsRememberedAlthoughItsEndCameWithIt() {
    take(begun());
    saga.committed();

    take(begun(), succeeded());

    assertThat(saga.history())
        .extracting(HistoryEntry::type)
        .contains(HistoryType.STEP_STARTED, HistoryType.STEP_SUCCEEDED);
    assertThat(step().marks().touched()).isTrue();
  }

  @Test
  void aBeginningAfterItsEndIsRecordedAsLate() {
    take(succeeded(), begun());

    assertThat(saga.history())
        .extracting(HistoryEntry::type)
        .contains(HistoryType.STEP_SUCCEEDED, HistoryType.EVENT_IGNORED);
  }

  @Test
  void aWordOfProgressIsNoEnd() {
    take(
        begun(),
        new Event.StepProgressed(Execution.of(sent, "test-0"), NOW, "3 of 12 images", false));

    assertThat(saga.history())
        .extracting(HistoryEntry::type)
        .containsExactly(HistoryType.STEP_STARTED, HistoryType.STEP_PROGRESSED);
  }

  private SagaStep step() {
    return saga.open().step(sent.dispatch().step()).orElseThrow();
  }

  private void take(Event... events) {
    List<SagaInput> inputs =
        List.of(events).stream().<SagaInput>map(SagaInput.StepReported::new).toList();
    saga.apply(engine, inputs, NOW);
  }

  private Event begun() {
    return new Event.StepStarted(Execution.of(sent, "test-0"), NOW);
  }

  private Event succeeded() {
    return new Event.StepSucceeded(
        Execution.of(sent, "test-0"),
        NOW,
        false,
        "nothing to change",
        List.of(),
        List.of(),
        Map.of(),
        Duration.ofMillis(5),
        Optional.empty(),
        List.of());
  }
}
