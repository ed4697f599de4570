package io.mooring.orchestrator.service;

import io.mooring.contracts.StepName;
import io.mooring.orchestrator.persistence.IntegrationRepository;
import io.mooring.orchestrator.persistence.LockedSaga;
import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.persistence.SagaRepository;
import io.mooring.orchestrator.persistence.SagaStore;
import io.mooring.orchestrator.persistence.StepRows;
import io.mooring.orchestrator.saga.Order;
import io.mooring.orchestrator.saga.SagaInput;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Runs failed steps again, in their own saga. */
@ApplicationScoped
public class SagaRetries {
  private final IntegrationRepository integrations;
  private final SagaRepository sagas;
  private final SagaStore store;
  private final StepRows steps;
  private final SagaTransaction transaction;

  SagaRetries(
      IntegrationRepository integrations,
      SagaRepository sagas,
      SagaStore store,
      StepRows steps,
      SagaTransaction transaction) {
    this.integrations = integrations;
    this.sagas = sagas;
    this.store = store;
    this.steps = steps;
    this.transaction = transaction;
  }

  /** What happened to the request. */
  public sealed interface Outcome {
    /** These steps run again. */
    record Retried(List<StepName> steps) implements Outcome {}

    /** The selector means no failed step. */
    record NothingFailed() implements Outcome {}

    /** A newer saga of the integration has taken over; nodes would refuse this one's commands. */
    record Superseded(UUID newest) implements Outcome {}

    /** The saga is set aside; only a new one leads on. */
    record Quarantined() implements Outcome {}

    /** There is no such saga. */
    record NoSuchSaga() implements Outcome {}
  }

  /**
   * Retries failed steps.
   *
   * @param selector {@code all}, an action, {@code action@node}, or the full name of a step
   */
  public Outcome retry(UUID saga, String selector, String actor) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Optional<SagaEntity> found = sagas.findByIdOptional(saga);
              return found.isEmpty()
                  ? new Outcome.NoSuchSaga()
                  : retry(found.get(), selector, actor);
            });
  }

  private Outcome retry(SagaEntity saga, String selector, String actor) {
    // The integration's lock keeps a new saga from starting meanwhile.
    integrations.lock(saga.integration);
    UUID newest = sagas.newest(saga.integration).orElseThrow().id;
    if (!newest.equals(saga.id)) {
      return new Outcome.Superseded(newest);
    }
    List<LockedSaga> locked = store.lock(List.of(saga.id));
    if (locked.isEmpty()) {
      return new Outcome.Quarantined();
    }
    List<StepName> failed = steps.failed(saga.id, selector);
    if (failed.isEmpty()) {
      return new Outcome.NothingFailed();
    }
    transaction.apply(
        locked.getFirst(),
        List.of(new SagaInput.Ordered(new Order.Retry(Set.copyOf(failed)), actor, "")));
    return new Outcome.Retried(failed);
  }
}
