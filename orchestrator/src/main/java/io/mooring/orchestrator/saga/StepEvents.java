package io.mooring.orchestrator.saga;

import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.StepName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a participant's event leads to. It counts only for the attempt which is dispatched now. */
final class StepEvents {
  private final StepProgress progress;

  StepEvents(StepProgress progress) {
    this.progress = progress;
  }

  /**
   * Applies an event.
   *
   * @param dependents the steps that wait for the event's step
   */
  void apply(Draft draft, Event event, List<StepName> dependents) {
    Optional<SagaStep> step = draft.step(event.execution().step());
    Optional<String> reason = reasonToIgnore(step, event);
    if (reason.isPresent()) {
      tell(draft, HistoryType.EVENT_IGNORED, event, reason.get(), Map.of());
    } else {
      count(draft, step.orElseThrow(), event, dependents);
    }
  }

  private static Optional<String> reasonToIgnore(Optional<SagaStep> step, Event event) {
    Execution execution = event.execution();
    if (step.isEmpty()) {
      return Optional.of("the saga has no step " + execution.step());
    }
    int attempt = step.get().attempt();
    if (!(step.get().state() instanceof StepState.Dispatched dispatched)) {
      return Optional.of("a late event: the step is " + step.get().state().label() + " by now");
    }
    if (!dispatched.command().equals(execution.command()) || attempt != execution.attempt()) {
      return Optional.of(
          "a late event of attempt " + execution.attempt() + ": attempt " + attempt + " runs now");
    }
    if (event instanceof Event.StepStarted && dispatched.started()) {
      return Optional.of("the beginning of attempt " + attempt + " was told before");
    }
    return Optional.empty();
  }

  private void count(Draft draft, SagaStep step, Event event, List<StepName> dependents) {
    switch (event) {
      case Event.StepStarted started -> {
        draft.put(step.in(started((StepState.Dispatched) step.state())));
        tell(draft, HistoryType.STEP_STARTED, event, "it begins", Map.of());
      }
      case Event.StepSucceeded succeeded -> {
        Map<String, String> keptOut = draft.learn(succeeded.facts());
        tell(draft, HistoryType.STEP_SUCCEEDED, event, succeeded.summary(), keptOut);
        progress.succeed(draft, step, succeeded.changed(), report(succeeded));
        progress.release(draft, dependents);
      }
      case Event.StepFailed failed -> {
        tell(draft, HistoryType.STEP_FAILED, event, failed.message(), Map.of());
        progress.fail(draft, step, problem(failed), report(failed));
      }
      case Event.StepUnknown unknown -> {
        tell(draft, HistoryType.STEP_UNKNOWN, event, unknown.reason(), Map.of());
        progress.probe(draft, step, unknown.reason());
      }
    }
  }

  private static StepState started(StepState.Dispatched dispatched) {
    return new StepState.Dispatched(
        dispatched.command(), dispatched.epoch(), dispatched.deadline(), true);
  }

  private static StepReport report(Event.StepSucceeded event) {
    return new StepReport(event.summary(), event.changes(), event.findings(), event.took());
  }

  private static StepReport report(Event.StepFailed event) {
    return new StepReport(event.message(), event.changes(), event.findings(), event.took());
  }

  private static StepProblem problem(Event.StepFailed event) {
    return new StepProblem(event.code(), event.retryable(), event.message(), event.next());
  }

  private static void tell(
      Draft draft, HistoryType type, Event event, String summary, Map<String, String> keptOut) {
    Execution execution = event.execution();
    draft.tell(
        type,
        execution.step(),
        execution.attempt(),
        execution.participant().label(),
        summary,
        new HistoryDetail.Reported(event, keptOut));
  }
}
