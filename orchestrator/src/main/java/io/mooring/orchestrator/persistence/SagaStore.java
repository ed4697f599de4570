package io.mooring.orchestrator.persistence;

import io.mooring.orchestrator.saga.NewSaga;
import io.mooring.orchestrator.saga.Saga;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Loads and saves sagas, a locked unit at a time. */
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
    return new LockedSaga(saga, steps, nodes);
  }

  /** Locks sagas; unknown ones are left out. */
  public List<LockedSaga> lock(Collection<UUID> ids) {
    return sagas.lock(ids).stream().map(saga -> new LockedSaga(saga, steps, nodes)).toList();
  }

  /** Locks a saga unless somebody else has it now. */
  public Optional<LockedSaga> tryLock(UUID id) {
    return sagas.tryLock(id).map(saga -> new LockedSaga(saga, steps, nodes));
  }

  /** Writes everything that a unit took in, and what is to be published because of it. */
  public void save(LockedSaga unit, Instant at) {
    Saga saga = unit.saga();
    sagas.save(saga, at);
    steps.save(saga.id(), unit.changedSteps());
    nodes.save(saga.id(), unit.changedNodes());
    timers.save(saga.id(), unit.timers());
    List<StoredEntry> entries = history.append(saga, unit.history());
    outbox.insert(outgoings.of(unit.commands(), entries));
  }
}
