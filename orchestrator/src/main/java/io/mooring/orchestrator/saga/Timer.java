package io.mooring.orchestrator.saga;

import io.mooring.contracts.StepName;
import java.time.Instant;
import java.util.Optional;

/**
 * A timer of a step. A step has at most one.
 *
 * @param kind what it waits for
 * @param step the step
 * @param attempt the attempt of the step
 * @param due when it goes off
 */
public record Timer(Kind kind, StepName step, int attempt, Instant due) {
  /** The end of the wait. */
  public enum Kind {
    /** The begin of an attempt. */
    START_BY,
    /** The outcome of an attempt that has begun. */
    DEADLINE,
    /** The next attempt. */
    BACK_OFF
  }

  /** The timer that a step in that state has. */
  public static Optional<Timer> of(SagaStep step) {
    return switch (step.state()) {
      case StepState.Dispatched sent ->
          timer(sent.started() ? Kind.DEADLINE : Kind.START_BY, step, sent.deadline());
      case StepState.BackingOff off -> timer(Kind.BACK_OFF, step, off.until());
      case StepState.Waiting waiting -> Optional.empty();
      case StepState.Ready ready -> Optional.empty();
      case StepState.Succeeded done -> Optional.empty();
      case StepState.Failed failed -> Optional.empty();
    };
  }

  private static Optional<Timer> timer(Kind kind, SagaStep step, Instant due) {
    return Optional.of(new Timer(kind, step.name(), step.attempt(), due));
  }

  /** The input of the saga when it goes off. */
  public SagaInput input() {
    return switch (kind) {
      case START_BY -> new SagaInput.StartByPassed(step, attempt);
      case DEADLINE -> new SagaInput.DeadlinePassed(step, attempt);
      case BACK_OFF -> new SagaInput.BackOffElapsed(step, attempt);
    };
  }
}
