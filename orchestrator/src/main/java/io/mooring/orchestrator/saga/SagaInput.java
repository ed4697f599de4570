package io.mooring.orchestrator.saga;

import io.mooring.contracts.Event;
import io.mooring.contracts.StepName;
import java.util.Set;

/** Everything that can happen to a saga. */
public sealed interface SagaInput {

  /**
   * A person, or a schedule, starts it.
   *
   * @param actor who
   */
  record Start(String actor) implements SagaInput {}

  /**
   * A participant said something.
   *
   * @param event what
   */
  record StepReported(Event event) implements SagaInput {}

  /**
   * No participant began the step in time.
   *
   * @param step the step
   * @param attempt the attempt that the timer was set for
   */
  record StartByPassed(StepName step, int attempt) implements SagaInput {}

  /**
   * No outcome came in time.
   *
   * @param step the step
   * @param attempt the attempt that the timer was set for
   */
  record DeadlinePassed(StepName step, int attempt) implements SagaInput {}

  /**
   * It is time to try again.
   *
   * @param step the step
   * @param attempt the attempt that had failed
   */
  record BackOffElapsed(StepName step, int attempt) implements SagaInput {}

  /**
   * A person asks for failed steps to be tried again; steps in other states are left alone.
   *
   * @param steps which
   * @param actor who
   */
  record RetryRequested(Set<StepName> steps, String actor) implements SagaInput {
    /** Keeps its own copy. */
    public RetryRequested {
      steps = Set.copyOf(steps);
    }
  }
}
