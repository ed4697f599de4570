package io.mooring.orchestrator.saga;

import io.mooring.contracts.Choice;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where a step goes once the outcome of an attempt counts. */
final class StepProgress {
  private final UnaryOperator<Duration> jitter;
  private final StepRelease release;

  StepProgress(UnaryOperator<Duration> jitter, StepRelease release) {
    this.jitter = jitter;
    this.release = release;
  }

  /** The step is done: its node is free, and its dependents wait for one step less. */
  void succeed(Draft draft, SagaStep step, boolean changed, StepReport report) {
    Result result = changed ? Result.CHANGED : Result.UNCHANGED;
    release.done(draft, step, result, report);
  }

  /** Its limit counts anew; a cancelled saga waits no longer for it than it would have anyway. */
  void lives(Draft draft, SagaStep step, StepState.Dispatched attempt) {
    if (draft.saga().intent() != Intent.CANCEL) {
      draft.put(step.in(attempt.begun(draft.now().plus(step.planned().limit()))));
    }
  }

  /** The attempt made way, and the next one goes on; a cancelled saga has none. */
  void goOn(Draft draft, SagaStep step, String summary) {
    SagaStep touched = step.with(step.marks().touch());
    if (draft.saga().intent() == Intent.CANCEL) {
      release.done(draft, touched, Result.CANCELLED, StepReport.of(summary));
    } else {
      draft.put(touched.readyForNewTries());
    }
  }

  /** The attempt failed: the step is tried again later, or a person is asked. */
  void fail(Draft draft, SagaStep step, StepProblem problem, StepReport report) {
    if (draft.saga().intent() == Intent.CANCEL) {
      release.done(draft, step, Result.CANCELLED, report);
    } else if (problem.retryable() && triesAreLeft(step)) {
      backOff(draft, step, problem);
    } else {
      halt(draft, step, problem, report);
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
        step.with(step.marks().touch()),
        new StepProblem(code, triesAreLeft(step), message, code.next()),
        StepReport.of(message));
  }

  /** The attempt has begun, and its outcome did not come in time. */
  void deadlinePassed(Draft draft, SagaStep step) {
    String reason = "no outcome came within %d s.".formatted(step.planned().limit().toSeconds());
    tell(draft, HistoryType.STEP_UNKNOWN, step, reason, new HistoryDetail.None());
    unknown(draft, step, reason);
  }

  /**
   * No participant said in time that it begins the attempt; none will, since its command says until
   * when. One may have begun it and been unable to say so.
   */
  void notStarted(Draft draft, SagaStep step) {
    ErrorCode code = ErrorCode.NOT_STARTED;
    String message =
        "The service %s did not begin %s in time."
            .formatted(step.planned().participant().label(), step.name());
    StepProblem problem = new StepProblem(code, code.retryable(), message, code.next());
    tell(draft, HistoryType.STEP_NOT_STARTED, step, message, new HistoryDetail.Problem(problem));
    fail(draft, step.with(step.marks().touch()), problem, StepReport.of(message));
  }

  private static boolean triesAreLeft(SagaStep step) {
    return step.tries() < step.planned().retry().attempts();
  }

  private void backOff(Draft draft, SagaStep step, StepProblem problem) {
    Duration delay = jitter.apply(step.planned().retry().delayAfter(step.tries()));
    Instant until = draft.now().plus(delay);
    draft.put(step.in(new StepState.BackingOff(until, problem)));
    tell(
        draft,
        HistoryType.STEP_RETRY_SCHEDULED,
        step,
        "retried automatically at %s (attempt %d of %d)"
            .formatted(
                until.truncatedTo(ChronoUnit.SECONDS),
                step.tries() + 1,
                step.planned().retry().attempts()),
        new HistoryDetail.Scheduled(problem, until));
  }

  /** The step needs a person. */
  void halt(Draft draft, SagaStep step, StepProblem problem, StepReport report) {
    List<Choice> choices = choices(report.findings());
    SagaStep halted = step.in(new StepState.Halted(draft.now(), problem, choices, report));
    draft.put(halted);
    tell(
        draft,
        HistoryType.INCIDENT_RAISED,
        step,
        problem.code() + ": " + ended(problem.message()) + " Next: " + problem.next(),
        new HistoryDetail.Problem(problem));
    if (problem.code() == ErrorCode.NODE_UNREACHABLE) {
      release.unreachable(draft, halted);
    }
  }

  /** What a library said may have no full stop. */
  private static String ended(String message) {
    String text = message.stripTrailing();
    return text.isEmpty() || ".!?:".indexOf(text.charAt(text.length() - 1)) >= 0
        ? text
        : text + ".";
  }

  private static List<Choice> choices(List<Finding> findings) {
    return findings.stream()
        .filter(LegalOrders::isOpen)
        .flatMap(finding -> finding.choices().stream())
        .distinct()
        .toList();
  }

  private static void tell(
      Draft draft, HistoryType type, SagaStep step, String summary, HistoryDetail detail) {
    draft.tell(type, step, HistoryEntry.ORCHESTRATOR, summary, detail);
  }
}
