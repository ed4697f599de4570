package io.mooring.orchestrator.saga;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.StepName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where a step and those that wait for it go, once the outcome of an attempt counts. */
final class StepProgress {
  private final UnaryOperator<Duration> jitter;

  StepProgress(UnaryOperator<Duration> jitter) {
    this.jitter = jitter;
  }

  /** The step is done: its node is free, and its dependents wait for one step less. */
  void succeed(Draft draft, SagaStep step, boolean changed, StepReport report) {
    draft.put(step.in(new StepState.Succeeded(draft.now(), changed, report)));
    draft.cancelTimer(step.name());
    draft.free(step.node());
  }

  /** One of the steps that these wait for has succeeded. */
  void release(Draft draft, List<StepName> dependents) {
    for (StepName name : dependents) {
      SagaStep dependent = draft.step(name).orElseThrow();
      if (dependent.state() instanceof StepState.Waiting waiting) {
        StepState next =
            waiting.unmet() > 1
                ? new StepState.Waiting(waiting.unmet() - 1)
                : new StepState.Ready();
        draft.put(dependent.in(next));
      }
    }
  }

  /** The attempt failed: the step is tried again later, or a person is asked. */
  void fail(Draft draft, SagaStep step, StepProblem problem, StepReport report) {
    if (problem.retryable() && triesAreLeft(step)) {
      backOff(draft, step, problem);
    } else {
      raiseIncident(draft, step, problem, report);
    }
  }

  /** How the attempt ended is not known: the next one inspects and finds out. */
  void unknown(Draft draft, SagaStep step, String reason) {
    ErrorCode code = ErrorCode.OUTCOME_UNKNOWN;
    String message =
        "How %s ended is not known after %d of %d attempts: %s"
            .formatted(step.name(), step.tries(), step.planned().retry().attempts(), reason);
    fail(
        draft,
        step,
        new StepProblem(code, triesAreLeft(step), message, code.next()),
        StepReport.of(message));
  }

  /** The attempt has begun, and its outcome did not come in time. */
  void deadlinePassed(Draft draft, SagaStep step) {
    String reason = "no outcome came within %d s.".formatted(step.planned().limit().toSeconds());
    tell(draft, HistoryType.STEP_UNKNOWN, step, reason, new HistoryDetail.None());
    unknown(draft, step, reason);
  }

  /** No participant began the attempt in time; none will, since its command says until when. */
  void notStarted(Draft draft, SagaStep step) {
    ErrorCode code = ErrorCode.NOT_STARTED;
    String message =
        "The service %s did not begin %s in time."
            .formatted(step.planned().participant().label(), step.name());
    StepProblem problem = new StepProblem(code, code.retryable(), message, code.next());
    tell(draft, HistoryType.STEP_NOT_STARTED, step, message, new HistoryDetail.Problem(problem));
    fail(draft, step, problem, StepReport.of(message));
  }

  private static boolean triesAreLeft(SagaStep step) {
    return step.tries() < step.planned().retry().attempts();
  }

  private void backOff(Draft draft, SagaStep step, StepProblem problem) {
    Duration delay = jitter.apply(step.planned().retry().delayAfter(step.tries()));
    Instant until = draft.now().plus(delay);
    draft.put(step.in(new StepState.BackingOff(until, problem)));
    draft.set(new Timer(Timer.Kind.BACK_OFF, step.name(), step.attempt(), until));
    draft.free(step.node());
    tell(
        draft,
        HistoryType.STEP_RETRY_SCHEDULED,
        step,
        "retried automatically at %s (attempt %d of %d)"
            .formatted(until, step.tries() + 1, step.planned().retry().attempts()),
        new HistoryDetail.Scheduled(problem, until));
  }

  private void raiseIncident(Draft draft, SagaStep step, StepProblem problem, StepReport report) {
    draft.put(step.in(new StepState.Failed(draft.now(), problem, report)));
    draft.cancelTimer(step.name());
    draft.free(step.node());
    tell(
        draft,
        HistoryType.INCIDENT_RAISED,
        step,
        problem.code() + ": " + problem.message() + " Next: " + problem.next(),
        new HistoryDetail.Problem(problem));
  }

  private static void tell(
      Draft draft, HistoryType type, SagaStep step, String summary, HistoryDetail detail) {
    draft.tell(type, step.name(), step.attempt(), HistoryEntry.ORCHESTRATOR, summary, detail);
  }
}
