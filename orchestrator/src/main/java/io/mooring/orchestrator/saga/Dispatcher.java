package io.mooring.orchestrator.saga;

import io.mooring.contracts.Command;
import io.mooring.contracts.Dispatch;
import io.mooring.orchestrator.planner.PlannedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Sends steps to their participants: at most one at a time for each node, in their order. A step
 * may wait long for its turn there: its own time begins when it does.
 */
final class Dispatcher {
  private final Supplier<UUID> commandIds;
  private final Duration startWithin;

  Dispatcher(Supplier<UUID> commandIds, Duration startWithin) {
    this.commandIds = commandIds;
    this.startWithin = startWithin;
  }

  /** Gives each free node its next ready step. */
  void fillFreeNodes(Draft draft) {
    draft.nextOnFreeNodes().forEach(step -> dispatch(draft, step));
  }

  private void dispatch(Draft draft, SagaStep step) {
    PlannedStep planned = step.planned();
    UUID command = commandIds.get();
    long epoch = draft.nextEpoch();
    Instant startBy = draft.now().plus(startWithin);
    SagaStep sent =
        new SagaStep(
            planned,
            new StepState.Dispatched(command, epoch, startBy, false),
            step.attempt() + 1,
            step.tries() + 1,
            Optional.of(draft.now()));
    draft.put(sent);
    draft.occupy(sent.node(), sent.name());
    draft.send(command(draft.saga(), sent, command, epoch, startBy));
    draft.set(new Timer(Timer.Kind.START_BY, sent.name(), sent.attempt(), startBy));
    draft.tell(
        HistoryType.STEP_DISPATCHED,
        sent.name(),
        sent.attempt(),
        HistoryEntry.ORCHESTRATOR,
        "attempt " + sent.attempt() + " was handed to " + planned.participant().label(),
        new HistoryDetail.Sent(command, epoch, startBy));
  }

  static Command command(Saga saga, SagaStep step, UUID command, long epoch, Instant startBy) {
    Dispatch dispatch =
        new Dispatch(
            command,
            saga.integration(),
            saga.id(),
            step.name(),
            step.attempt(),
            epoch,
            saga.kind().mode(),
            startBy,
            step.planned().limit(),
            step.planned().node(),
            saga.facts(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    return new Command(dispatch, step.planned().action());
  }
}
