package io.mooring.orchestrator.saga;

import io.mooring.contracts.Command;
import java.util.List;

/**
 * The result of an input; stored in one transaction.
 *
 * @param saga the saga's row as it is now
 * @param steps the steps whose rows changed
 * @param nodes the slots that changed
 * @param commands what is to be sent, in this order
 * @param timers what changes about timers, at most one change for each step
 * @param history what happened, in this order
 */
public record Transition(
    Saga saga,
    List<SagaStep> steps,
    List<NodeSlot> nodes,
    List<Command> commands,
    List<TimerChange> timers,
    List<HistoryEntry> history) {
  /** Keeps its own copies. */
  public Transition {
    steps = List.copyOf(steps);
    nodes = List.copyOf(nodes);
    commands = List.copyOf(commands);
    timers = List.copyOf(timers);
    history = List.copyOf(history);
  }
}
