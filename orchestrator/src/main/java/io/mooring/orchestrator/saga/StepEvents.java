package io.mooring.orchestrator.saga;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Mode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Applies the events of participants. One counts only for the attempt that is in flight. */
final class StepEvents {
  private final StepProgress progress;

  StepEvents(StepProgress progress) {
    this.progress = progress;
  }

  /** Whether an event counts. */
  private sealed interface Verdict {
    /** It speaks of the attempt that is in flight. */
    record Counts(SagaStep step, StepState.Dispatched attempt) implements Verdict {}

    /** It changes nothing, for this reason. */
    record Ignored(String reason) implements Verdict {}
  }

  /** Applies an event. */
  void apply(Draft draft, Event event) {
    switch (judge(draft, event.execution())) {
      case Verdict.Ignored(String reason) ->
          tell(draft, HistoryType.EVENT_IGNORED, event, reason, Map.of());
      case Verdict.Counts(SagaStep step, StepState.Dispatched attempt) ->
          count(draft, step, attempt, event);
    }
  }

  private static Verdict judge(Draft draft, Execution execution) {
    Optional<SagaStep> found = draft.step(execution.step());
    if (found.isEmpty()) {
      return new Verdict.Ignored("the saga has no step " + execution.step());
    }
    SagaStep step = found.get();
    if (!(step.state() instanceof StepState.Dispatched attempt)) {
      return new Verdict.Ignored("a late event: the step is already " + step.state().label());
    }
    if (!attempt.command().equals(execution.command()) || step.attempt() != execution.attempt()) {
      return new Verdict.Ignored(
          "a late event of attempt %d: attempt %d runs now"
              .formatted(execution.attempt(), step.attempt()));
    }
    return new Verdict.Counts(step, attempt);
  }

  private void count(Draft draft, SagaStep step, StepState.Dispatched attempt, Event event) {
    switch (event) {
      case Event.StepStarted started -> begin(draft, step, attempt, started);
      case Event.StepProgressed progressed -> {
        tell(draft, HistoryType.STEP_PROGRESSED, event, progressed.summary(), Map.of());
        if (progressed.ended()) {
          progress.goOn(draft, step, progressed.summary());
        } else {
          progress.lives(draft, step, attempt);
        }
      }
      case Event.StepSucceeded succeeded -> {
        Map<String, String> keptOut = draft.learn(succeeded.facts());
        tell(draft, HistoryType.STEP_SUCCEEDED, event, succeeded.summary(), keptOut);
        succeed(draft, step, succeeded);
      }
      case Event.StepFailed failed -> {
        tell(draft, HistoryType.STEP_FAILED, event, failed.message(), Map.of());
        progress.fail(
            draft,
            mayHaveChanged(step, failed) ? step.with(step.marks().touch()) : step,
            problem(failed),
            report(failed));
      }
      case Event.StepUnknown unknown -> {
        tell(draft, HistoryType.STEP_UNKNOWN, event, unknown.reason(), Map.of());
        progress.unknown(draft, step, unknown.reason());
      }
    }
  }

  /** A look that holds the gate stops at what a person must decide; a plan only tells of it. */
  private void succeed(Draft draft, SagaStep step, Event.StepSucceeded event) {
    Optional<Finding> stop =
        event.findings().stream()
            .filter(finding -> finding.severity() == Finding.Severity.STOP)
            .findFirst();
    boolean asks = step.planned().isLookAhead() && draft.saga().intent() != Intent.CANCEL;
    if (stop.isPresent() && asks) {
      progress.halt(draft, step, problem(stop.get()), report(event));
      return;
    }
    boolean touched =
        step.planned().mode() != Mode.PLAN && (event.changed() || hadToChange(draft, step));
    progress.succeed(
        draft, touched ? step.with(step.marks().touch()) : step, event.changed(), report(event));
  }

  /**
   * Whether its look saw something to change. Where the step then finds nothing, an execution that
   * died before it could say so most likely has changed it.
   */
  private static boolean hadToChange(Draft draft, SagaStep step) {
    return step.planned()
        .basis()
        .look()
        .flatMap(draft::step)
        .filter(
            look -> look.state() instanceof StepState.Done done && done.result() == Result.CHANGED)
        .isPresent();
  }

  /** A command that failed on a node may have done half of its work. */
  private static boolean mayHaveChanged(SagaStep step, Event.StepFailed failed) {
    return !failed.changes().isEmpty()
        || failed.code() == ErrorCode.COMMAND_FAILED && step.planned().mode() != Mode.PLAN;
  }

  private static StepProblem problem(Finding finding) {
    return new StepProblem(finding.code(), false, finding.message(), finding.next());
  }

  /** From now on the step's own limit counts; a command delivered again begins anew. */
  private static void begin(
      Draft draft, SagaStep step, StepState.Dispatched attempt, Event.StepStarted event) {
    Instant deadline = draft.now().plus(step.planned().limit());
    // An execution before this one has begun and not told how it ended.
    SagaStep begun = attempt.started() ? step.with(step.marks().touch()) : step;
    draft.put(begun.in(attempt.begun(deadline)));
    String summary = attempt.started() ? "it begins again" : "it begins";
    tell(draft, HistoryType.STEP_STARTED, event, summary, Map.of());
  }

  private static StepReport report(Event.StepSucceeded event) {
    return new StepReport(
        event.summary(),
        event.changes(),
        event.findings(),
        event.took(),
        event.digest(),
        event.seen());
  }

  private static StepReport report(Event.StepFailed event) {
    return new StepReport(
        event.message(),
        event.changes(),
        event.findings(),
        event.took(),
        event.digest(),
        event.seen());
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
