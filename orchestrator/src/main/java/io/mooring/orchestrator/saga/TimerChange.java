package io.mooring.orchestrator.saga;

import io.mooring.contracts.StepName;

/** A change to the one timer that a step may have. */
public sealed interface TimerChange {
  /** The step whose timer it is. */
  StepName step();

  /**
   * The step's timer is now this one; a former one is replaced.
   *
   * @param timer the timer
   */
  record Set(Timer timer) implements TimerChange {
    @Override
    public StepName step() {
      return timer.step();
    }
  }

  /**
   * The step has no timer any more.
   *
   * @param step the step
   */
  record Cancel(StepName step) implements TimerChange {}
}
