package io.mooring.orchestrator.persistence;

import io.mooring.orchestrator.saga.HistoryDetail;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.HistoryType;
import io.mooring.orchestrator.saga.NewSaga;
import io.mooring.orchestrator.saga.OpenSaga;
import io.mooring.orchestrator.saga.Saga;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Loads and saves sagas, each under its lock. */
@ApplicationScoped
public class SagaStore {
  private final SagaRows sagas;
  private final StepRows steps;
  private final TimerRows timers;
  private final HistoryRows history;
  private final OutboxRows outbox;
  private final Outgoings outgoings;

  SagaStore(
      SagaRows sagas,
      StepRows steps,
      TimerRows timers,
      HistoryRows history,
      OutboxRows outbox,
      Outgoings outgoings) {
    this.sagas = sagas;
    this.steps = steps;
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
    return new LockedSaga(OpenSaga.of(made));
  }

  /** Locks sagas; unknown ones, and those that are set aside, are left out. */
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
    timers.save(saga.id(), locked.changedSteps());
    List<StoredEntry> entries =
        history.append(saga.id(), saga.integration().value(), transaction, locked.history());
    outbox.insert(outgoings.of(locked.commands(), entries));
  }

  /**
   * Sets a saga aside, without reading what may be unreadable: nothing happens to it any more.
   *
   * @param reason why, in one line
   * @return what happened, to be told
   */
  public List<HistoryEntry> quarantine(UUID id, String reason, Instant at) {
    Optional<SagaRows.Quarantined> saga = sagas.quarantine(id, reason, at);
    if (saga.isEmpty()) {
      return List.of();
    }
    timers.removeAll(id);
    HistoryEntry entry =
        new HistoryEntry(
            HistoryType.SAGA_QUARANTINED,
            at,
            Optional.empty(),
            OptionalInt.empty(),
            HistoryEntry.ORCHESTRATOR,
            "The saga is set aside: " + reason + ". Start a new saga for this integration.",
            new HistoryDetail.None());
    List<StoredEntry> entries =
        history.append(id, saga.get().integration(), saga.get().transaction(), List.of(entry));
    outbox.insert(outgoings.of(List.of(), entries));
    return List.of(entry);
  }

  private LockedSaga locked(Saga saga) {
    return new LockedSaga(new OpenSaga(saga, steps.all(saga.id()), steps.edges(saga.id())));
  }
}
