package io.mooring.orchestrator.persistence;

import io.mooring.orchestrator.saga.NewSaga;
import io.mooring.orchestrator.saga.Saga;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Loads and saves sagas, each under its lock. */
@ApplicationScoped
public class SagaStore {
  private final SagaRows sagas;
  private final StepRows steps;
  private final NodeRows nodes;
  private final TimerRows timers;
  private final HistoryRows history;
  private final OutboxRows outbox;
  private final Outgoings outgoings;

  SagaStore(
      SagaRows sagas,
      StepRows steps,
      NodeRows nodes,
      TimerRows timers,
      HistoryRows history,
      OutboxRows outbox,
      Outgoings outgoings) {
    this.sagas = sagas;
    this.steps = steps;
    this.nodes = nodes;
    this.timers = timers;
    this.history = history;
    this.outbox = outbox;
    this.outgoings = outgoings;
  }

  /** Stores a new saga; the transaction that made it has its lock. */
  public LockedSaga create(NewSaga made, int generation, Instant at) {
    Saga saga = made.saga();
    sagas.insert(saga, generation, at);
    steps.insert(saga.id(), made.steps(), made.edges());
    nodes.insert(saga.id(), made.nodes());
    return locked(saga);
  }

  /** Locks sagas; unknown ones are left out. */
  public List<LockedSaga> lock(Collection<UUID> ids) {
    return sagas.lock(ids).stream().map(this::locked).toList();
  }

  /** Locks a saga unless somebody else has it now. */
  public Optional<LockedSaga> tryLock(UUID id) {
    return sagas.tryLock(id).map(this::locked);
  }

  /** Writes everything that a saga took in, and what is to be published because of it. */
  public void save(LockedSaga locked, Instant at) {
    Saga saga = locked.saga();
    String transaction = sagas.save(saga, at);
    steps.save(saga.id(), locked.changedSteps());
    nodes.save(saga.id(), locked.changedNodes());
    timers.save(saga.id(), locked.timers());
    List<StoredEntry> entries = history.append(saga, transaction, locked.history());
    outbox.insert(outgoings.of(locked.commands(), entries));
  }

  private LockedSaga locked(Saga saga) {
    return new LockedSaga(saga, steps, nodes);
  }
}
