package io.mooring.orchestrator.saga;

import io.mooring.contracts.Command;
import io.mooring.contracts.Dispatch;
import io.mooring.orchestrator.planner.PlannedStep;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Sends steps to their participants: at most one at a time for each node, in their order. */
final class Dispatcher {
  private final Supplier<UUID> commandIds;

  Dispatcher(Supplier<UUID> commandIds) {
    this.commandIds = commandIds;
  }

  /** Gives each free node its next ready step. */
  void fillFreeNodes(Draft draft) {
    draft.nextOnFreeNodes().forEach(step -> dispatch(draft, step));
  }

  /** Sends the next attempt of a step. */
  void dispatch(Draft draft, SagaStep step) {
    PlannedStep planned = step.planned();
    UUID command = commandIds.get();
    long epoch = draft.nextEpoch();
    Instant deadline = draft.now().plus(planned.deadline());
    SagaStep sent =
        new SagaStep(
            planned,
            new StepState.Dispatched(command, epoch, deadline, false),
            step.attempt() + 1,
            step.tries() + 1,
            Optional.of(draft.now()));
    draft.put(sent);
    draft.occupy(sent.node(), sent.name());
    draft.send(command(draft.saga(), sent, command, epoch, deadline));
    draft.set(new Timer(Timer.Kind.DEADLINE, sent.name(), sent.attempt(), deadline));
    draft.tell(
        HistoryType.STEP_DISPATCHED,
        sent.name(),
        sent.attempt(),
        HistoryEntry.ORCHESTRATOR,
        "attempt " + sent.attempt() + " was handed to " + planned.participant().label(),
        new HistoryDetail.Sent(command, epoch, deadline));
  }

  private static Command command(
      Saga saga, SagaStep step, UUID command, long epoch, Instant deadline) {
    Dispatch dispatch =
        new Dispatch(
            command,
            saga.integration(),
            saga.id(),
            step.name(),
            step.attempt(),
            epoch,
            saga.kind().mode(),
            deadline,
            step.planned().node(),
            saga.facts());
    return new Command(dispatch, step.planned().action());
  }
}
