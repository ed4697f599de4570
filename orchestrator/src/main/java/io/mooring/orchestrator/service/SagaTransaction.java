package io.mooring.orchestrator.service;

import io.mooring.orchestrator.persistence.LockedSaga;
import io.mooring.orchestrator.persistence.SagaStore;
import io.mooring.orchestrator.persistence.TimerRows;
import io.mooring.orchestrator.saga.SagaEngine;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.saga.SliceQuery;
import io.mooring.orchestrator.saga.Timer;
import io.mooring.orchestrator.saga.Transition;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The thin shell around the engine. One transaction: lock the saga, load what the inputs touch,
 * apply, save with history, timers and outbox. Everything that happens to a saga goes through here,
 * so the saga's lock orders it.
 */
@ApplicationScoped
public class SagaTransaction {
  private final SagaStore store;
  private final TimerRows timers;
  private final SagaEngine engine;
  private final Clock clock;
  private final Event<SagaAdvanced> advanced;

  SagaTransaction(
      SagaStore store,
      TimerRows timers,
      SagaEngine engine,
      @Identifier("orchestrator") Clock clock,
      Event<SagaAdvanced> advanced) {
    this.store = store;
    this.timers = timers;
    this.engine = engine;
    this.clock = clock;
    this.advanced = advanced;
  }

  /**
   * Applies inputs to their sagas, all in one transaction. Inputs of unknown sagas are dropped.
   *
   * @return the sagas that are known
   * @throws EngineDefect when the engine can't take one of them; nothing is changed then
   */
  public List<UUID> advance(Map<UUID, ? extends List<? extends SagaInput>> inputs) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              List<LockedSaga> locked = store.lock(inputs.keySet());
              locked.forEach(one -> apply(one, inputs.get(one.saga().id())));
              return locked.stream().map(one -> one.saga().id()).toList();
            });
  }

  /** Applies the timers of a saga that are due, unless somebody else does it now. */
  public void applyDueTimers(UUID saga) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                store
                    .tryLock(saga)
                    .ifPresent(
                        locked -> {
                          List<Timer> due = timers.due(saga, clock.instant());
                          due.forEach(timer -> timers.remove(saga, timer));
                          apply(locked, due.stream().map(Timer::input).toList());
                        }));
  }

  /** Applies inputs to a saga that the current transaction has locked. */
  void apply(LockedSaga locked, List<? extends SagaInput> inputs) {
    if (inputs.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    locked.prepare(inputs.stream().map(SliceQuery::of).toList());
    for (SagaInput input : inputs) {
      locked.absorb(transition(locked, input, now));
    }
    store.save(locked, now);
    advanced.fire(new SagaAdvanced(locked.saga(), locked.history()));
  }

  private Transition transition(LockedSaga locked, SagaInput input, Instant now) {
    var slice = locked.slice(SliceQuery.of(input));
    try {
      return engine.apply(slice, input, now);
    } catch (RuntimeException defect) {
      throw new EngineDefect(defect);
    }
  }
}
