package io.mooring.orchestrator.saga;

import io.mooring.contracts.Command;
import io.mooring.contracts.StepName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The saga engine: it turns an input into a transition. It has no state, reads no clock and touches
 * nothing, and what it costs depends on the slice alone.
 */
public final class SagaEngine {
  private final Dispatcher dispatcher;
  private final StepProgress progress;
  private final StepEvents events;

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
    this.dispatcher = new Dispatcher(commandIds, startWithin);
    this.progress = new StepProgress(jitter);
    this.events = new StepEvents(progress);
  }

  /** The command of a dispatched step, as it was sent; empty for a step in another state. */
  public static Optional<Command> command(Saga saga, SagaStep step) {
    return step.state() instanceof StepState.Dispatched sent
        ? Optional.of(Dispatcher.command(saga, step, sent.command(), sent.epoch(), sent.deadline()))
        : Optional.empty();
  }

  /**
   * Applies an input. An input which comes too late leads to an empty transition, but an event is
   * always recorded.
   *
   * @param slice what {@link SliceQuery#of} asked for
   * @param input what happened
   * @param now the time
   */
  public Transition apply(SagaSlice slice, SagaInput input, Instant now) {
    Draft draft = new Draft(slice, now);
    switch (input) {
      case SagaInput.Start start -> start(draft, start);
      case SagaInput.StepReported reported ->
          events.apply(draft, reported.event(), names(slice.dependents()));
      case SagaInput.StartByPassed passed -> startByPassed(draft, passed);
      case SagaInput.DeadlinePassed passed -> deadlinePassed(draft, passed);
      case SagaInput.BackOffElapsed elapsed -> backOffElapsed(draft, elapsed);
      case SagaInput.RetryRequested requested -> retry(draft, requested);
    }
    if (draft.saga().state() == SagaState.RUNNING) {
      dispatcher.fillFreeNodes(draft);
      restIfNothingIsActive(draft);
    }
    return draft.transition();
  }

  private static List<StepName> names(List<SagaStep> steps) {
    return steps.stream().map(SagaStep::name).toList();
  }

  private static void start(Draft draft, SagaInput.Start start) {
    Saga saga = draft.saga();
    if (saga.state() == SagaState.CREATED) {
      draft.become(SagaState.RUNNING);
      draft.tell(
          HistoryType.SAGA_STARTED,
          start.actor(),
          "%s of %s begins: %d steps"
              .formatted(saga.kind().label(), saga.integration(), saga.counts().total()),
          new HistoryDetail.None());
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
        .ifPresent(
            step -> {
              draft.put(step.in(new StepState.Ready()));
              draft.cancelTimer(step.name());
            });
  }

  private static void retry(Draft draft, SagaInput.RetryRequested requested) {
    List<SagaStep> failed =
        requested.steps().stream()
            .flatMap(name -> draft.step(name).stream())
            .filter(step -> step.state() instanceof StepState.Failed)
            .sorted(Comparator.comparingInt(step -> step.planned().ordinal()))
            .toList();
    if (!failed.isEmpty()) {
      failed.forEach(step -> draft.put(step.readyForNewTries()));
      draft.become(SagaState.RUNNING);
      draft.tell(
          HistoryType.RETRY_REQUESTED,
          requested.actor(),
          failed.size() + (failed.size() == 1 ? " step is" : " steps are") + " retried",
          new HistoryDetail.Retried(names(failed)));
    }
  }

  private static void restIfNothingIsActive(Draft draft) {
    StepCounts counts = draft.saga().counts();
    if (counts.active() == 0) {
      boolean succeeded = counts.succeeded() == counts.total();
      draft.become(succeeded ? SagaState.SUCCEEDED : SagaState.INCIDENT);
      draft.tell(
          succeeded ? HistoryType.SAGA_SUCCEEDED : HistoryType.SAGA_INCIDENT,
          HistoryEntry.ORCHESTRATOR,
          succeeded
              ? "all %d steps succeeded, %d of them changed something"
                  .formatted(counts.total(), counts.changed())
              : "%d succeeded, %d failed and need a person, %d wait for these"
                  .formatted(counts.succeeded(), counts.failed(), counts.waiting()),
          new HistoryDetail.Rest(counts));
    }
  }
}
