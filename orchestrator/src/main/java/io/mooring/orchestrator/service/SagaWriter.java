package io.mooring.orchestrator.service;

import io.mooring.contracts.Command;
import io.mooring.orchestrator.CrashPoints;
import io.mooring.orchestrator.persistence.DatabaseFault;
import io.mooring.orchestrator.persistence.Leases;
import io.mooring.orchestrator.persistence.SagaRows;
import io.mooring.orchestrator.persistence.SagaWrite;
import io.mooring.orchestrator.persistence.StoredSagas;
import io.mooring.orchestrator.persistence.WriterSession;
import io.mooring.orchestrator.persistence.WriterSession.Written;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.SagaEngine;
import io.mooring.orchestrator.saga.SagaInput;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The thin shell around the engine: applies inputs to sagas in memory, writes all that changed in
 * one transaction, and only then sends the commands. One orchestrator does so at a time, in one
 * thread; all methods belong to it. Whatever is wrong with one saga stays its own: that saga is set
 * aside, the others go on. A fault of the database is no saga's: everything in memory is dropped,
 * and the fault is thrown, to be tried again.
 */
@ApplicationScoped
public class SagaWriter {
  private static final int MOST_TIMERS = 500;
  private static final int MOST_READINGS = 3;

  /** A saga that was stored so lately may still be on its way from one thread to another. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(5);

  private final WriterSession session;
  private final HeldSagas held;
  private final SagaRows rows;
  private final Leases leases;
  private final Quarantine quarantine;
  private final SagaEngine engine;
  private final CommandBus bus;
  private final Resending resending;
  private final CrashPoints crashPoints;
  private final Clock clock;
  private final Event<SagaAdvanced> advanced;
  private volatile boolean writing;
  private final Set<UUID> setAside = new HashSet<>();

  SagaWriter(
      WriterSession session,
      StoredSagas stored,
      SagaRows rows,
      Leases leases,
      Quarantine quarantine,
      SagaEngine engine,
      CommandBus bus,
      CrashPoints crashPoints,
      @Identifier("orchestrator") Clock clock,
      Event<SagaAdvanced> advanced) {
    this.session = session;
    this.held = new HeldSagas(stored);
    this.rows = rows;
    this.leases = leases;
    this.quarantine = quarantine;
    this.engine = engine;
    this.bus = bus;
    this.resending = new Resending(bus);
    this.crashPoints = crashPoints;
    this.clock = clock;
    this.advanced = advanced;
  }

  /** What happened to the inputs of a saga. */
  public enum Taken {
    /** They are applied. */
    APPLIED,
    /** There is no such saga. */
    UNKNOWN_SAGA,
    /** The saga is set aside, now or before. */
    SAGA_QUARANTINED
  }

  /** Whether this orchestrator is the one that writes; may be asked by any thread. */
  public boolean isWriting() {
    return writing;
  }

  /**
   * Takes the right to write when nobody has it, and reads the open sagas.
   *
   * @return whether it is ours
   */
  public boolean hold() {
    if (session.isHeld()) {
      session.showAlive();
      return true;
    }
    if (!session.take()) {
      return false;
    }
    load(rows.open().stream().map(SagaRows.OpenRow::id).toList());
    resending.inherit(held.all());
    writing = true;
    return true;
  }

  /** Drops everything in memory, and the right; the rows tell whoever comes next how to go on. */
  public void letGo() {
    writing = false;
    held.clear();
    bus.forget();
    session.giveUp();
  }

  /**
   * Applies inputs to their sagas, in one transaction if nothing is wrong with any of them.
   *
   * @return what happened to those of each saga
   */
  public Map<UUID, Taken> advance(Map<UUID, List<SagaInput>> inputs) {
    return advance(inputs, Optional.empty(), MOST_READINGS);
  }

  /**
   * Applies inputs to their sagas, in one transaction if nothing is wrong with any of them.
   *
   * @param meanwhile is done in this thread while the database works; it must not touch sagas
   * @return what happened to those of each saga
   */
  public Map<UUID, Taken> advance(Map<UUID, List<SagaInput>> inputs, Runnable meanwhile) {
    return advance(inputs, Optional.of(meanwhile), MOST_READINGS);
  }

  private Map<UUID, Taken> advance(
      Map<UUID, List<SagaInput>> inputs, Optional<Runnable> meanwhile, int readings) {
    load(inputs.keySet());
    Instant now = clock.instant();
    Map<UUID, Taken> taken = new HashMap<>();
    List<HeldSaga> changed = new ArrayList<>();
    inputs.forEach(
        (id, its) ->
            held.find(id)
                .ifPresent(
                    saga -> {
                      taken.put(id, Taken.APPLIED);
                      if (apply(saga, its, now)) {
                        changed.add(saga);
                      }
                    }));
    Map<UUID, List<SagaInput>> outdated = new HashMap<>();
    for (HeldSaga saga : write(changed, now, meanwhile)) {
      readAgain(saga);
      outdated.put(saga.id(), inputs.get(saga.id()));
    }
    if (!outdated.isEmpty()) {
      if (readings == 0) {
        throw new IllegalStateException("somebody else writes the sagas " + outdated.keySet());
      }
      taken.putAll(advance(outdated, Optional.empty(), readings - 1));
    }
    setAside.forEach(saga -> taken.put(saga, Taken.SAGA_QUARANTINED));
    setAside.clear();
    explainTheRest(taken, inputs.keySet());
    return taken;
  }

  private void load(Collection<UUID> sagas) {
    held.load(sagas, this::setAside);
  }

  /** Whether there is something to be written. */
  private boolean apply(HeldSaga saga, List<SagaInput> inputs, Instant now) {
    try {
      saga.apply(engine, inputs, now);
      return saga.isChanged();
    } catch (RuntimeException | StackOverflowError | AssertionError defect) {
      setAside(saga.id(), defect);
      return false;
    }
  }

  private void setAside(UUID saga, Throwable defect) {
    held.drop(saga);
    setAside.add(saga);
    advanced.fire(new SagaAdvanced(quarantine.setAside(saga, new SagaDefect(defect))));
  }

  /** Writes sagas together or, if one of them is refused, each alone; gives those to be re-read. */
  private List<HeldSaga> write(List<HeldSaga> sagas, Instant now, Optional<Runnable> meanwhile) {
    if (sagas.isEmpty()) {
      return List.of();
    }
    try {
      crashPoints.reach("before-commit");
      List<SagaWrite> writes = sagas.stream().map(HeldSaga::write).toList();
      if (session.write(writes, now, meanwhile) == Written.COMMITTED) {
        crashPoints.reach("after-commit");
        committed(sagas);
        return List.of();
      }
      return sagas.size() == 1 ? sagas : writeEach(sagas, now);
    } catch (DatabaseFault fault) {
      if (!fault.isAboutData()) {
        throw fault;
      }
      if (sagas.size() > 1) {
        return writeEach(sagas, now);
      }
      setAside(sagas.getFirst().id(), fault);
      return List.of();
    }
  }

  private List<HeldSaga> writeEach(List<HeldSaga> sagas, Instant now) {
    return sagas.stream()
        .flatMap(saga -> write(List.of(saga), now, Optional.empty()).stream())
        .toList();
  }

  private void committed(List<HeldSaga> sagas) {
    List<Command> commands = new ArrayList<>();
    List<HistoryEntry> history = new ArrayList<>();
    for (HeldSaga saga : sagas) {
      history.addAll(saga.history());
      held.written(saga);
      commands.addAll(saga.committed());
    }
    bus.send(commands);
    crashPoints.reach("after-send");
    advanced.fire(new SagaAdvanced(history));
  }

  private void explainTheRest(Map<UUID, Taken> taken, Set<UUID> all) {
    List<UUID> rest = all.stream().filter(saga -> !taken.containsKey(saga)).toList();
    if (!rest.isEmpty()) {
      rest.forEach(saga -> taken.put(saga, Taken.UNKNOWN_SAGA));
      rows.quarantined(rest).forEach(saga -> taken.put(saga, Taken.SAGA_QUARANTINED));
    }
  }

  /** A saga of this memory or of the rows; empty when it is unknown or set aside. */
  Optional<HeldSaga> find(UUID saga) {
    load(List.of(saga));
    return held.find(saga);
  }

  /** Takes a saga over that another thread has just stored. */
  void adopt(HeldSaga saga) {
    held.hold(saga);
  }

  /**
   * Sends again what others had sent when this one began to write, unless it was begun since.
   *
   * @return how many commands these are
   */
  public int sendAgain() {
    return resending.inherited(held.all());
  }

  /** Somebody changed its rows; what he decided to send is sent here. */
  private void readAgain(HeldSaga former) {
    held.drop(former.id());
    find(former.id()).ifPresent(saga -> resending.decidedSince(former, saga));
  }

  Instant now() {
    return clock.instant();
  }

  /** When the next timer goes off. */
  public Optional<Instant> nextTimer() {
    return held.nextTimer();
  }

  /** Applies the timers that are due. */
  public void applyDueTimers() {
    Map<UUID, List<SagaInput>> due = held.due(clock.instant(), MOST_TIMERS);
    if (!due.isEmpty()) {
      advance(due);
    }
  }

  /**
   * Looks at the rows for what this memory does not know: sagas that another orchestrator stored,
   * and rows that somebody changed.
   */
  public void compareWithRows() {
    Instant before = clock.instant().minus(UNDER_WAY);
    List<SagaRows.OpenRow> open = rows.open();
    for (SagaRows.OpenRow row : open) {
      Optional<HeldSaga> here = held.find(row.id());
      if (here.isEmpty()) {
        if (row.begun() && row.createdAt().isBefore(before)) {
          find(row.id()).ifPresent(saga -> bus.send(saga.notBegun()));
        }
      } else if (here.get().version() != row.version()) {
        readAgain(here.get());
      }
    }
    if (!open.stream().allMatch(SagaRows.OpenRow::begun)) {
      begin(rows.notBegun());
    }
  }

  /** Begins those that have all they need, in the order in which they were asked for. */
  private void begin(List<SagaRows.NotBegun> sagas) {
    for (SagaRows.NotBegun saga : sagas) {
      boolean mayBegin =
          leases
              .takeAtOnce(saga.id(), saga.integration(), saga.resources(), clock.instant())
              .isEmpty();
      if (mayBegin) {
        advance(Map.of(saga.id(), List.of(new SagaInput.Start(saga.actor(), saga.why()))));
      }
    }
  }
}
