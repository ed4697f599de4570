package io.mooring.orchestrator.service;

import io.mooring.orchestrator.document.DocumentReader;
import io.mooring.orchestrator.document.Read;
import io.mooring.orchestrator.persistence.IntegrationEntity;
import io.mooring.orchestrator.persistence.IntegrationRepository;
import io.mooring.orchestrator.persistence.LockedSaga;
import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.persistence.SagaRepository;
import io.mooring.orchestrator.persistence.SagaRows;
import io.mooring.orchestrator.persistence.SagaStore;
import io.mooring.orchestrator.planner.Planner;
import io.mooring.orchestrator.planner.StepGraph;
import io.mooring.orchestrator.saga.NewSaga;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.saga.SagaKind;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes sagas: plans the integration as it is wanted now, stores the graph, starts it. */
@ApplicationScoped
public class SagaStarts {
  private final IntegrationRepository integrations;
  private final SagaRepository sagas;
  private final SagaRows rows;
  private final SagaStore store;
  private final SagaTransaction transaction;
  private final DocumentReader reader;
  private final Planner planner;
  private final Clock clock;

  SagaStarts(
      IntegrationRepository integrations,
      SagaRepository sagas,
      SagaRows rows,
      SagaStore store,
      SagaTransaction transaction,
      DocumentReader reader,
      Planner planner,
      @Identifier("orchestrator") Clock clock) {
    this.integrations = integrations;
    this.sagas = sagas;
    this.rows = rows;
    this.store = store;
    this.transaction = transaction;
    this.reader = reader;
    this.planner = planner;
    this.clock = clock;
  }

  /** What became of the wish for a saga. */
  public sealed interface Outcome {
    /** It runs. */
    record Started(UUID saga) implements Outcome {}

    /** Another one of this integration runs. */
    record AlreadyRunning(UUID saga) implements Outcome {}

    /** There is no such integration. */
    record NoSuchIntegration() implements Outcome {}
  }

  /** Starts a saga for an integration. */
  public Outcome start(String integration, SagaKind kind, String actor) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Optional<IntegrationEntity> wanted = integrations.lock(integration);
              if (wanted.isEmpty()) {
                return new Outcome.NoSuchIntegration();
              }
              Optional<SagaEntity> last = sagas.newest(integration);
              if (last.isPresent() && !last.get().state.atRest()) {
                return new Outcome.AlreadyRunning(last.get().id);
              }
              return new Outcome.Started(create(wanted.get(), kind, actor));
            });
  }

  private UUID create(IntegrationEntity wanted, SagaKind kind, String actor) {
    Read.Valid valid = read(wanted);
    StepGraph graph = planner.plan(valid.document(), wanted.secret);
    NewSaga saga =
        NewSaga.of(
            UUID.randomUUID(),
            rows.nextEra(valid.document().name(), clock.instant()),
            valid.document().name(),
            kind,
            graph);
    LockedSaga locked = store.create(saga, wanted.generation, clock.instant());
    transaction.apply(locked, List.of(new SagaInput.Start(actor)));
    return saga.saga().id();
  }

  private Read.Valid read(IntegrationEntity wanted) {
    return switch (reader.read(wanted.document.getBytes(StandardCharsets.UTF_8))) {
      case Read.Valid valid -> valid;
      case Read.Invalid invalid ->
          throw new IllegalStateException(
              "the stored document of " + wanted.name + " is not valid any more: " + invalid);
    };
  }
}
