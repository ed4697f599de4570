package io.mooring.orchestrator.saga;

import io.mooring.contracts.Command;
import io.mooring.contracts.Counted;
import io.mooring.contracts.StepName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The saga engine: it turns an input into a transition. It has no state, reads no clock and touches
 * nothing; what it costs depends on what the input touches, not on the size of the saga.
 */
public final class SagaEngine {
  private final Dispatcher dispatcher;
  private final StepProgress progress;
  private final StepEvents events;
  private final Orders orders;

  /**
   * An engine.
   *
   * @param commandIds a new id for each command
   * @param jitter spreads the waits before attempts, so that many nodes do not come back at once
   * @param startWithin how long a command may wait until a participant begins it; long, since
   *     waiting costs nothing
   */
  public SagaEngine(
      Supplier<UUID> commandIds, UnaryOperator<Duration> jitter, Duration startWithin) {
    StepRelease release = new StepRelease();
    this.dispatcher = new Dispatcher(commandIds, startWithin);
    this.progress = new StepProgress(jitter, release);
    this.events = new StepEvents(progress);
    this.orders = new Orders(release);
  }

  /** The command of a dispatched step, as it was sent; empty for a step in another state. */
  public static Optional<Command> command(Saga saga, SagaStep step) {
    return step.state() instanceof StepState.Dispatched sent
        ? Optional.of(Dispatcher.command(saga, step, sent.command(), sent.epoch(), sent.due()))
        : Optional.empty();
  }

  /**
   * Applies an input. An input which comes too late leads to an empty transition, but an event is
   * always recorded.
   *
   * @param saga the saga as it is
   * @param input what happened
   * @param now the time
   */
  public Transition apply(SagaView saga, SagaInput input, Instant now) {
    Draft draft = new Draft(saga, now);
    switch (input) {
      case SagaInput.Start start -> start(draft, start);
      case SagaInput.StepReported reported -> events.apply(draft, reported.event());
      case SagaInput.StartByPassed passed -> startByPassed(draft, passed);
      case SagaInput.DeadlinePassed passed -> deadlinePassed(draft, passed);
      case SagaInput.BackOffElapsed elapsed -> backOffElapsed(draft, elapsed);
      case SagaInput.Ordered ordered -> order(draft, saga, ordered);
      case SagaInput.RolledBack rolledBack -> rolledBack(draft, rolledBack);
    }
    if (draft.saga().state() == SagaState.RUNNING) {
      dispatcher.fillFreeNodes(draft);
      Rest.ifNothingGoesOn(draft);
    }
    return draft.transition();
  }

  private static void start(Draft draft, SagaInput.Start start) {
    Saga saga = draft.saga();
    if (saga.state() == SagaState.CREATED) {
      draft.become(SagaState.RUNNING);
      draft.lookEverywhere();
      draft.tell(
          HistoryType.SAGA_STARTED,
          start.actor(),
          "%s of %s begins: %s"
              .formatted(
                  saga.kind().label(),
                  saga.integration(),
                  Counted.of(saga.counts().total(), "step")),
          new HistoryDetail.Begun(start.why()));
    }
  }

  private void order(Draft draft, SagaView saga, SagaInput.Ordered ordered) {
    if (LegalOrders.refusal(saga, ordered.order()).isEmpty()) {
      orders.carryOut(draft, ordered);
    }
  }

  private static void rolledBack(Draft draft, SagaInput.RolledBack rolledBack) {
    switch (draft.saga().state()) {
      case SUCCEEDED, INCIDENT, CANCELLED -> {
        draft.become(SagaState.ROLLED_BACK);
        draft.tell(
            HistoryType.SAGA_ROLLED_BACK,
            HistoryEntry.ORCHESTRATOR,
            "what it changed was taken back by saga " + rolledBack.by(),
            new HistoryDetail.None());
      }
      case CREATED, RUNNING, PAUSED, ROLLED_BACK, QUARANTINED -> {
        // It was rolled back before, or something is wrong that a rollback can't end.
      }
    }
  }

  private void startByPassed(Draft draft, SagaInput.StartByPassed passed) {
    dispatched(draft, passed.step(), passed.attempt())
        .filter(step -> step.state() instanceof StepState.Dispatched it && !it.started())
        .ifPresent(step -> progress.notStarted(draft, step));
  }

  private void deadlinePassed(Draft draft, SagaInput.DeadlinePassed passed) {
    dispatched(draft, passed.step(), passed.attempt())
        .ifPresent(step -> progress.deadlinePassed(draft, step));
  }

  /** The step, if this attempt of it is still in flight. */
  private static Optional<SagaStep> dispatched(Draft draft, StepName name, int attempt) {
    return draft
        .step(name)
        .filter(step -> step.state() instanceof StepState.Dispatched)
        .filter(step -> step.attempt() == attempt);
  }

  private static void backOffElapsed(Draft draft, SagaInput.BackOffElapsed elapsed) {
    draft
        .step(elapsed.step())
        .filter(step -> step.state() instanceof StepState.BackingOff)
        .filter(step -> step.attempt() == elapsed.attempt())
        .ifPresent(step -> draft.put(step.in(new StepState.Ready())));
  }
}
