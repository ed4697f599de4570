package io.mooring.orchestrator.saga;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.StepName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** What becomes of a step and of those which wait for it, once the outcome of an attempt counts. */
final class StepProgress {
  private final Dispatcher dispatcher;
  private final UnaryOperator<Duration> jitter;

  StepProgress(Dispatcher dispatcher, UnaryOperator<Duration> jitter) {
    this.dispatcher = dispatcher;
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

  /** Nobody knows what became of the attempt: asking again at once finds out. */
  void probe(Draft draft, SagaStep step, String reason) {
    if (triesAreLeft(step)) {
      dispatcher.dispatch(draft, step);
    } else {
      String message =
          "After "
              + step.tries()
              + " attempts nobody knows what became of "
              + step.name()
              + ": "
              + reason;
      ErrorCode code = ErrorCode.OUTCOME_UNKNOWN;
      StepProblem problem = new StepProblem(code, code.retryable(), message, code.next());
      raiseIncident(draft, step, problem, StepReport.of(message));
    }
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
    draft.tell(
        HistoryType.STEP_RETRY_SCHEDULED,
        step.name(),
        step.attempt(),
        HistoryEntry.ORCHESTRATOR,
        "it is tried again by itself at "
            + until
            + " (attempt "
            + (step.tries() + 1)
            + " of "
            + step.planned().retry().attempts()
            + ")",
        new HistoryDetail.Scheduled(problem, until));
  }

  private void raiseIncident(Draft draft, SagaStep step, StepProblem problem, StepReport report) {
    draft.put(step.in(new StepState.Failed(draft.now(), problem, report)));
    draft.cancelTimer(step.name());
    draft.free(step.node());
    draft.tell(
        HistoryType.INCIDENT_RAISED,
        step.name(),
        step.attempt(),
        HistoryEntry.ORCHESTRATOR,
        problem.code() + ": " + problem.message() + " Next: " + problem.next(),
        new HistoryDetail.Problem(problem));
  }
}
