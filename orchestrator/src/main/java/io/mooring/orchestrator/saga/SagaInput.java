package io.mooring.orchestrator.saga;

import io.mooring.contracts.Event;
import io.mooring.contracts.StepName;
import java.util.UUID;

/** Everything that can happen to a saga. */
public sealed interface SagaInput {

  /**
   * A person, or a schedule, starts it.
   *
   * @param actor who
   * @param why the reason, in the person's words; may be empty
   */
  record Start(String actor, String why) implements SagaInput {
    /** Nobody says why. */
    public Start(String actor) {
      this(actor, "");
    }
  }

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
   * A person gives an order; one that {@link LegalOrders} refuses changes nothing.
   *
   * @param order what
   * @param actor who
   * @param why the reason, in the person's words; may be empty
   */
  record Ordered(Order order, String actor, String why) implements SagaInput {}

  /**
   * Everything that it changed was taken back.
   *
   * @param by the saga that did so
   */
  record RolledBack(UUID by) implements SagaInput {}
}
