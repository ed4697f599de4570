package io.mooring.orchestrator.saga;

import io.mooring.contracts.StepName;
import java.util.Set;

/** The rows that the engine needs to apply an input; never the whole saga. */
public sealed interface SliceQuery {

  /** The steps which wait for nothing ({@code Ready}), and the slots of their nodes. */
  record Roots() implements SliceQuery {}

  /**
   * A step (none if the saga has no such step), its dependents, the slots of the nodes of all these
   * and, as {@code queued}, the ready step with the lowest ordinal on the step's own node.
   *
   * @param step the step
   */
  record Around(StepName step) implements SliceQuery {}

  /**
   * These steps and the slots of their nodes.
   *
   * @param steps the steps
   */
  record Named(Set<StepName> steps) implements SliceQuery {}

  /** The query for an input. */
  static SliceQuery of(SagaInput input) {
    return switch (input) {
      case SagaInput.Start start -> new Roots();
      case SagaInput.StepReported reported -> new Around(reported.event().execution().step());
      case SagaInput.StartByPassed passed -> new Around(passed.step());
      case SagaInput.DeadlinePassed passed -> new Around(passed.step());
      case SagaInput.BackOffElapsed elapsed -> new Named(Set.of(elapsed.step()));
      case SagaInput.RetryRequested requested -> new Named(requested.steps());
    };
  }
}
