package io.mooring.orchestrator.saga;

import io.mooring.contracts.StepName;
import java.time.Instant;
import java.util.Optional;

/**
 * The timer of a step. It follows from the step's state, so a step has at most one.
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

  /** The timer that a step has where it is now. */
  public static Optional<Timer> of(SagaStep step) {
    return switch (step.state()) {
      case StepState.Dispatched sent -> {
        Kind kind = sent.started() ? Kind.DEADLINE : Kind.START_BY;
        yield Optional.of(new Timer(kind, step.name(), step.attempt(), sent.due()));
      }
      case StepState.BackingOff off ->
          Optional.of(new Timer(Kind.BACK_OFF, step.name(), step.attempt(), off.until()));
      case StepState.Waiting waiting -> Optional.empty();
      case StepState.Ready ready -> Optional.empty();
      case StepState.Halted halted -> Optional.empty();
      case StepState.Done done -> Optional.empty();
    };
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
