package io.mooring.orchestrator.service;

import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.Saga;
import java.util.List;

/**
 * Told to observers once a transaction is committed.
 *
 * @param saga the saga as it is now
 * @param history what happened, in order
 */
public record SagaAdvanced(Saga saga, List<HistoryEntry> history) {
  /** Keeps its own copy. */
  public SagaAdvanced {
    history = List.copyOf(history);
  }
}
