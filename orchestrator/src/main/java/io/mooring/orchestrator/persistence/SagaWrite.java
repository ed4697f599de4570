package io.mooring.orchestrator.persistence;

import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.Saga;
import io.mooring.orchestrator.saga.SagaStep;
import java.util.Collection;
import java.util.List;

/**
 * What is to be written of a saga.
 *
 * @param saga its row as it shall be
 * @param former the version that its row must have now
 * @param newTexts whether its facts or decisions changed
 * @param steps those that changed
 * @param history what happened, in order
 */
public record SagaWrite(
    Saga saga,
    long former,
    boolean newTexts,
    Collection<SagaStep> steps,
    List<HistoryEntry> history) {
  /** Keeps its own copies. */
  public SagaWrite {
    steps = List.copyOf(steps);
    history = List.copyOf(history);
  }
}
