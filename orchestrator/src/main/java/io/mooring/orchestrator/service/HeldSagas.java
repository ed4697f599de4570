package io.mooring.orchestrator.service;

import io.mooring.orchestrator.persistence.StoredSagas;
import io.mooring.orchestrator.persistence.StoredSagas.Stored;
import io.mooring.orchestrator.saga.SagaInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/** The sagas that the writer has in memory, and their timers. It belongs to the writer's thread. */
final class HeldSagas {
  private static final int LOADED_AT_ONCE = 50;

  private final StoredSagas stored;
  private final Map<UUID, HeldSaga> held = new HashMap<>();
  private final TimerQueue timers = new TimerQueue();

  HeldSagas(StoredSagas stored) {
    this.stored = stored;
  }

  Optional<HeldSaga> find(UUID saga) {
    return Optional.ofNullable(held.get(saga));
  }

  /**
   * Reads those that are not here yet.
   *
   * @param unreadable is told of those whose rows can't be read
   */
  void load(Collection<UUID> sagas, BiConsumer<UUID, Throwable> unreadable) {
    List<UUID> missing = sagas.stream().filter(saga -> !held.containsKey(saga)).toList();
    for (int from = 0; from < missing.size(); from += LOADED_AT_ONCE) {
      List<UUID> some = missing.subList(from, Math.min(missing.size(), from + LOADED_AT_ONCE));
      stored
          .load(some)
          .forEach(
              (id, found) -> {
                switch (found) {
                  case Stored.Readable readable -> hold(new HeldSaga(readable.saga()));
                  case Stored.Unreadable broken -> unreadable.accept(id, broken.defect());
                }
              });
    }
  }

  /** Keeps a saga, unless it is here already. */
  void hold(HeldSaga saga) {
    if (held.putIfAbsent(saga.id(), saga) == null) {
      saga.open().steps().forEach(step -> timers.follow(saga.id(), step));
    }
  }

  /** Its rows were written: its timers follow, and one at rest needs no memory. */
  void written(HeldSaga saga) {
    if (saga.saga().state().atRest()) {
      drop(saga.id());
    } else {
      saga.changedSteps().forEach(step -> timers.follow(saga.id(), step));
    }
  }

  void drop(UUID saga) {
    held.remove(saga);
    timers.drop(saga);
  }

  void clear() {
    held.clear();
    timers.clear();
  }

  List<HeldSaga> all() {
    return new ArrayList<>(held.values());
  }

  Optional<Instant> nextTimer() {
    return timers.next();
  }

  Map<UUID, List<SagaInput>> due(Instant until, int limit) {
    return timers.due(until, limit);
  }
}
