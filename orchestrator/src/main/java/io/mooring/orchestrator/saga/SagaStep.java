package io.mooring.orchestrator.saga;

import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.planner.PlannedStep;
import java.time.Instant;
import java.util.Optional;

/**
 * A step of a running saga: one row.
 *
 * @param planned what it is
 * @param state where it is
 * @param attempt the attempt that was dispatched last; 0 before the first
 * @param tries how many attempts were made since the saga began or a person asked for a retry; the
 *     retry policy counts these
 * @param startedAt when it was dispatched last
 * @param marks what it remembers across its states
 */
public record SagaStep(
    PlannedStep planned,
    StepState state,
    int attempt,
    int tries,
    Optional<Instant> startedAt,
    Marks marks) {

  /** A step that was never dispatched. */
  public static SagaStep of(PlannedStep planned, int unmet) {
    StepState state = unmet == 0 ? new StepState.Ready() : new StepState.Waiting(unmet);
    return new SagaStep(planned, state, 0, 0, Optional.empty(), Marks.NONE);
  }

  /** The step's name. */
  public StepName name() {
    return planned.name();
  }

  /** The node that it runs on. */
  public NodeName node() {
    return planned.name().node();
  }

  /** The same step in another state. */
  SagaStep in(StepState next) {
    return new SagaStep(planned, next, attempt, tries, startedAt, marks);
  }

  /** The same step, which remembers something else. */
  SagaStep with(Marks next) {
    return new SagaStep(planned, state, attempt, tries, startedAt, next);
  }

  /** The same step, ready, and free to be tried as often as at the beginning. */
  SagaStep readyForNewTries() {
    return new SagaStep(planned, new StepState.Ready(), attempt, 0, startedAt, marks);
  }

  /** Whether it still holds the saga's gate. */
  boolean holdsGate() {
    return isOpenLook() && !marks.excused();
  }

  /** Whether it is one of the looks that come before any change, and has not ended well. */
  boolean isOpenLook() {
    return planned.gate() && !(state instanceof StepState.Done);
  }
}
