package io.mooring.orchestrator.saga;

import io.mooring.contracts.Command;
import io.mooring.contracts.Dispatch;
import io.mooring.contracts.Facts;
import io.mooring.contracts.NodeName;
import io.mooring.orchestrator.planner.PlannedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sends steps to their participants: at most one at a time for each node, in their order, and none
 * that may change something while the gate is closed. A step may wait long for its turn there: its
 * own time begins when it does.
 */
final class Dispatcher {
  private final Supplier<UUID> commandIds;
  private final Duration startWithin;

  Dispatcher(Supplier<UUID> commandIds, Duration startWithin) {
    this.commandIds = commandIds;
    this.startWithin = startWithin;
  }

  /**
   * Gives each free node its next ready step. Nothing is changed before the gate is open, and on a
   * node whose looks don't hold it nothing before they have ended too.
   */
  void fillFreeNodes(Draft draft) {
    if (draft.saga().intent() == Intent.RUN) {
      draft.nextOnFreeNodes().stream()
          .filter(step -> step.planned().gate() || mayChange(draft, step.node()))
          .forEach(step -> dispatch(draft, step));
    }
  }

  private static boolean mayChange(Draft draft, NodeName node) {
    return draft.saga().gate() == 0 && draft.isLookedAt(node);
  }

  private void dispatch(Draft draft, SagaStep step) {
    UUID command = commandIds.get();
    long epoch = draft.nextEpoch();
    Instant startBy = draft.now().plus(startWithin);
    SagaStep sent =
        new SagaStep(
            step.planned(),
            new StepState.Dispatched(command, epoch, startBy, false),
            step.attempt() + 1,
            step.tries() + 1,
            Optional.of(draft.now()),
            step.marks());
    draft.put(sent);
    draft.send(command(draft.saga(), sent, command, epoch, startBy));
    draft.tell(
        HistoryType.STEP_DISPATCHED,
        sent,
        HistoryEntry.ORCHESTRATOR,
        "attempt " + sent.attempt() + " was handed to " + sent.planned().participant().label(),
        new HistoryDetail.Sent(command, epoch, startBy));
  }

  /**
   * The command of a step that is dispatched, as it was sent or is sent again.
   *
   * @param saga the step's saga
   * @param step a dispatched step
   */
  static Command command(Saga saga, SagaStep step, UUID command, long epoch, Instant startBy) {
    PlannedStep planned = step.planned();
    Dispatch dispatch =
        new Dispatch(
            command,
            saga.integration(),
            saga.id(),
            step.name(),
            step.attempt(),
            epoch,
            planned.mode(),
            startBy,
            planned.limit(),
            planned.node(),
            facts(saga, planned.node().name()),
            planned.basis().undoes(),
            planned.basis().expected(),
            saga.decisions());
    return new Command(dispatch, planned.action());
  }

  /** A command stays small whatever the number of nodes. */
  private static Map<String, String> facts(Saga saga, NodeName node) {
    return saga.facts().entrySet().stream()
        .filter(fact -> Facts.concerns(fact.getKey(), node))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
