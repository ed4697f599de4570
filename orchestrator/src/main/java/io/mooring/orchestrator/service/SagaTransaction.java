package io.mooring.orchestrator.service;

import io.mooring.orchestrator.persistence.DatabaseFault;
import io.mooring.orchestrator.persistence.LockedSaga;
import io.mooring.orchestrator.persistence.SagaRows;
import io.mooring.orchestrator.persistence.SagaStore;
import io.mooring.orchestrator.persistence.TimerRows;
import io.mooring.orchestrator.saga.SagaEngine;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.saga.Timer;
import io.mooring.orchestrator.service.IsolatedSagas.Taken;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The thin shell around the engine. One transaction: lock the saga, load what the inputs touch,
 * apply, save with history, timers and outbox. Everything that happens to a saga goes through here,
 * so the saga's lock orders it.
 */
@ApplicationScoped
public class SagaTransaction {
  private final SagaStore store;
  private final SagaRows sagas;
  private final TimerRows timers;
  private final SagaEngine engine;
  private final Clock clock;
  private final Event<SagaAdvanced> advanced;

  SagaTransaction(
      SagaStore store,
      SagaRows sagas,
      TimerRows timers,
      SagaEngine engine,
      @Identifier("orchestrator") Clock clock,
      Event<SagaAdvanced> advanced) {
    this.store = store;
    this.sagas = sagas;
    this.timers = timers;
    this.engine = engine;
    this.clock = clock;
    this.advanced = advanced;
  }

  /**
   * Applies inputs to their sagas, all in one transaction. Those of unknown sagas, and of sagas
   * that are set aside, change nothing.
   *
   * @return what happened to those of each saga
   * @throws SagaDefect when one of the sagas can't take its inputs; nothing is changed then
   */
  Map<UUID, Taken> advance(Map<UUID, ? extends List<? extends SagaInput>> inputs) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                withDefectsNamed(
                    () -> {
                      Map<UUID, Taken> taken = new HashMap<>();
                      for (LockedSaga locked : store.lock(inputs.keySet())) {
                        UUID saga = locked.saga().id();
                        apply(locked, inputs.get(saga));
                        taken.put(saga, Taken.APPLIED);
                      }
                      explainTheRest(taken, inputs.keySet());
                      return taken;
                    }));
  }

  /**
   * Applies the timers of a saga that are due, unless somebody else does it now.
   *
   * @throws SagaDefect when the saga can't take them; nothing is changed then
   */
  void applyDueTimers(UUID saga) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                withDefectsNamed(
                    () -> {
                      store.tryLock(saga).ifPresent(this::applyDueTimers);
                      return saga;
                    }));
  }

  private void applyDueTimers(LockedSaga locked) {
    UUID saga = locked.saga().id();
    List<Timer> due = timers.due(saga, clock.instant());
    due.forEach(timer -> timers.remove(saga, timer));
    apply(locked, due.stream().map(Timer::input).toList());
  }

  private void explainTheRest(Map<UUID, Taken> taken, Set<UUID> all) {
    List<UUID> rest = all.stream().filter(saga -> !taken.containsKey(saga)).toList();
    if (!rest.isEmpty()) {
      rest.forEach(saga -> taken.put(saga, Taken.UNKNOWN_SAGA));
      sagas.quarantined(rest).forEach(saga -> taken.put(saga, Taken.SAGA_QUARANTINED));
    }
  }

  private static <T> T withDefectsNamed(Supplier<T> work) {
    try {
      return work.get();
    } catch (DatabaseFault fault) {
      if (fault.isAboutData()) {
        throw new SagaDefect(fault);
      }
      throw fault;
    } catch (RuntimeException | StackOverflowError | AssertionError defect) {
      throw new SagaDefect(defect);
    }
  }

  /** Applies inputs to a saga that the current transaction has locked. */
  void apply(LockedSaga locked, List<? extends SagaInput> inputs) {
    if (inputs.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    inputs.forEach(input -> locked.apply(engine, input, now));
    store.save(locked, now);
    advanced.fire(new SagaAdvanced(locked.history()));
  }
}
