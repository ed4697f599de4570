package io.mooring.orchestrator.saga;

import io.mooring.contracts.StepName;
import java.time.Instant;

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

  /** The input of the saga when it goes off. */
  public SagaInput input() {
    return switch (kind) {
      case START_BY -> new SagaInput.StartByPassed(step, attempt);
      case DEADLINE -> new SagaInput.DeadlinePassed(step, attempt);
      case BACK_OFF -> new SagaInput.BackOffElapsed(step, attempt);
    };
  }
}
