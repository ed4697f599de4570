package io.mooring.orchestrator.service;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.persistence.SagaRepository;
import io.mooring.orchestrator.persistence.StepRows;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.saga.SagaStep;
import io.mooring.orchestrator.saga.StepState;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes an incident of a command that the bus will never carry; its step would wait in vain. */
@ApplicationScoped
public class RefusedCommands {
  private final SagaRepository sagas;
  private final StepRows steps;
  private final IsolatedSagas isolated;
  private final Clock clock;

  RefusedCommands(
      SagaRepository sagas,
      StepRows steps,
      IsolatedSagas isolated,
      @Identifier("orchestrator") Clock clock) {
    this.sagas = sagas;
    this.steps = steps;
    this.isolated = isolated;
    this.clock = clock;
  }

  /**
   * Fails the attempt that the command is for, if it still runs.
   *
   * @param refusal what the broker said
   */
  public void fail(UUID saga, StepName step, UUID command, String refusal) {
    QuarkusTransaction.requiringNew()
        .call(() -> execution(saga, step, command))
        .ifPresent(
            execution ->
                isolated.advance(
                    Map.of(saga, List.of(new SagaInput.StepReported(failed(execution, refusal))))));
  }

  private Optional<Execution> execution(UUID saga, StepName name, UUID command) {
    return sagas
        .findByIdOptional(saga)
        .flatMap(
            row ->
                steps.named(saga, List.of(name)).stream()
                    .findFirst()
                    .flatMap(step -> execution(row.integration, saga, step, command)));
  }

  private static Optional<Execution> execution(
      String integration, UUID saga, SagaStep step, UUID command) {
    return step.state() instanceof StepState.Dispatched sent && sent.command().equals(command)
        ? Optional.of(
            new Execution(
                command,
                new IntegrationName(integration),
                saga,
                step.name(),
                step.attempt(),
                sent.epoch(),
                step.planned().participant(),
                HistoryEntry.ORCHESTRATOR))
        : Optional.empty();
  }

  private Event failed(Execution execution, String refusal) {
    return new Event.StepFailed(
        execution,
        clock.instant(),
        ErrorCode.INTERNAL,
        false,
        "The broker does not take the command of this step: " + refusal,
        ErrorCode.INTERNAL.next(),
        List.of(),
        List.of(),
        Duration.ZERO,
        Optional.empty(),
        List.of());
  }
}
