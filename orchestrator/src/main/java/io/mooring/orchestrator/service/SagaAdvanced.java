package io.mooring.orchestrator.service;

import io.mooring.orchestrator.saga.HistoryEntry;
import java.util.List;

/**
 * Told to observers once a transaction is committed.
 *
 * @param history what happened, in order
 */
public record SagaAdvanced(List<HistoryEntry> history) {
  /** Keeps its own copy. */
  public SagaAdvanced {
    history = List.copyOf(history);
  }
}
