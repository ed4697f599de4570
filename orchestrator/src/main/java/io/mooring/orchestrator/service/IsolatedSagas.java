package io.mooring.orchestrator.service;

import io.mooring.orchestrator.persistence.SagaStore;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.SagaInput;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Applies inputs so that whatever is wrong with one saga stays its own: that saga is set aside, the
 * others go on. A fault of the database is no saga's: it is thrown, to be tried again.
 */
@ApplicationScoped
public class IsolatedSagas {
  private static final Logger LOG = Logger.getLogger(IsolatedSagas.class);

  private final SagaTransaction transaction;
  private final SagaStore store;
  private final Clock clock;
  private final Event<SagaAdvanced> advanced;

  IsolatedSagas(
      SagaTransaction transaction,
      SagaStore store,
      @Identifier("orchestrator") Clock clock,
      Event<SagaAdvanced> advanced) {
    this.transaction = transaction;
    this.store = store;
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

  /**
   * Applies inputs to their sagas, in as few transactions as possible.
   *
   * @return what happened to those of each saga
   */
  public Map<UUID, Taken> advance(Map<UUID, List<SagaInput>> inputs) {
    try {
      return transaction.advance(inputs);
    } catch (SagaDefect defect) {
      return inputs.size() == 1
          ? Map.of(quarantine(inputs.keySet().iterator().next(), defect), Taken.SAGA_QUARANTINED)
          : halves(inputs);
    }
  }

  /** Applies the timers of a saga that are due, unless somebody else does it now. */
  public void applyDueTimers(UUID saga) {
    try {
      transaction.applyDueTimers(saga);
    } catch (SagaDefect defect) {
      quarantine(saga, defect);
    }
  }

  private Map<UUID, Taken> halves(Map<UUID, List<SagaInput>> inputs) {
    Map<UUID, List<SagaInput>> first = new HashMap<>();
    Map<UUID, List<SagaInput>> second = new HashMap<>();
    inputs.forEach(
        (saga, its) -> (first.size() < inputs.size() / 2 ? first : second).put(saga, its));
    Map<UUID, Taken> taken = new HashMap<>(advance(first));
    taken.putAll(advance(second));
    return taken;
  }

  private UUID quarantine(UUID saga, SagaDefect defect) {
    List<HistoryEntry> told =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  List<HistoryEntry> entries =
                      store.quarantine(saga, defect.reason(), clock.instant());
                  advanced.fire(new SagaAdvanced(entries));
                  return entries;
                });
    if (!told.isEmpty()) {
      LOG.errorf(
          defect.getCause(),
          "Saga %s is set aside: %s. Other sagas go on. Start a new saga for its integration; if"
              + " that is set aside too, report it.",
          saga,
          defect.reason());
    }
    return saga;
  }
}
