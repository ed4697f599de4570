package io.mooring.orchestrator.service;

import io.mooring.orchestrator.document.DocumentReader;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.document.Read;
import io.mooring.orchestrator.document.Violation;
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

  /** The result of asking for a saga. */
  public sealed interface Outcome {
    /** It runs. */
    record Started(UUID saga) implements Outcome {}

    /** Another one of this integration runs. */
    record AlreadyRunning(UUID saga) implements Outcome {}

    /** The document was stored by a release that allowed more than this one. */
    record DocumentOutdated(List<Violation> violations) implements Outcome {}

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
              return create(wanted.get(), kind, actor);
            });
  }

  private Outcome create(IntegrationEntity wanted, SagaKind kind, String actor) {
    return switch (reader.read(wanted.document.getBytes(StandardCharsets.UTF_8))) {
      case Read.Invalid invalid -> new Outcome.DocumentOutdated(invalid.violations());
      case Read.Valid valid -> new Outcome.Started(create(wanted, valid.document(), kind, actor));
    };
  }

  private UUID create(
      IntegrationEntity wanted, IntegrationDocument document, SagaKind kind, String actor) {
    StepGraph graph = planner.runbook(document, wanted.secret);
    NewSaga saga =
        NewSaga.of(
            NewSaga.Origin.of(
                UUID.randomUUID(),
                rows.nextEra(document.name(), clock.instant()),
                document.name(),
                kind),
            graph);
    LockedSaga locked = store.create(saga, wanted.generation, clock.instant());
    transaction.apply(locked, List.of(new SagaInput.Start(actor)));
    return saga.saga().id();
  }
}
