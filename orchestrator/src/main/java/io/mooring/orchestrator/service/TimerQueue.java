package io.mooring.orchestrator.service;

import io.mooring.contracts.StepName;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.saga.SagaStep;
import io.mooring.orchestrator.saga.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** The timers of all open sagas, at most one for each step. They follow from the steps' rows. */
final class TimerQueue {
  private final TreeSet<Entry> byTime =
      new TreeSet<>(
          Comparator.comparing(Entry::due)
              .thenComparing(Entry::saga)
              .thenComparing(Entry::ordinal));
  private final Map<UUID, Map<StepName, Entry>> bySaga = new HashMap<>();

  private record Entry(UUID saga, int ordinal, Timer timer) {
    Instant due() {
      return timer.due();
    }
  }

  /** The step's timer is now as its state says. */
  void follow(UUID saga, SagaStep step) {
    Map<StepName, Entry> ofSaga = bySaga.computeIfAbsent(saga, id -> new HashMap<>());
    Entry former = ofSaga.remove(step.name());
    if (former != null) {
      byTime.remove(former);
    }
    Timer.of(step)
        .ifPresent(
            timer -> {
              Entry entry = new Entry(saga, step.planned().ordinal(), timer);
              ofSaga.put(step.name(), entry);
              byTime.add(entry);
            });
  }

  /** The saga has no timers any more. */
  void drop(UUID saga) {
    Map<StepName, Entry> ofSaga = bySaga.remove(saga);
    if (ofSaga != null) {
      byTime.removeAll(List.copyOf(ofSaga.values()));
    }
  }

  void clear() {
    byTime.clear();
    bySaga.clear();
  }

  /** When the next one goes off. */
  Optional<Instant> next() {
    return byTime.isEmpty() ? Optional.empty() : Optional.of(byTime.first().due());
  }

  /** What goes off until then, for each saga; a timer stays until its step has another state. */
  Map<UUID, List<SagaInput>> due(Instant until, int limit) {
    Map<UUID, List<SagaInput>> due = new LinkedHashMap<>();
    int count = 0;
    for (Entry entry : byTime) {
      if (entry.due().isAfter(until) || count++ == limit) {
        break;
      }
      due.computeIfAbsent(entry.saga(), saga -> new ArrayList<>()).add(entry.timer().input());
    }
    return due;
  }
}
