package io.mooring.orchestrator.saga;

import io.mooring.contracts.Command;
import java.util.List;

/**
 * The result of an input; stored in one transaction.
 *
 * @param saga the saga as it is now
 * @param steps the steps which changed
 * @param commands what is to be sent, in this order
 * @param history what happened, in this order
 */
public record Transition(
    Saga saga, List<SagaStep> steps, List<Command> commands, List<HistoryEntry> history) {
  /** Keeps its own copies. */
  public Transition {
    steps = List.copyOf(steps);
    commands = List.copyOf(commands);
    history = List.copyOf(history);
  }
}
