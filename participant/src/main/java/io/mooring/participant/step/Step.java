package io.mooring.participant.step;

import io.mooring.contracts.Action;

/**
 * One action of the runbook as four small functions. {@link #inspect} and {@link #plan} change
 * nothing on any node; {@link #apply} is called only when the plan has changes and nothing stops it
 * (or always, for a {@linkplain #proves proof}).
 *
 * <p>Failures of the way to the node (unreachable, connection lost) are thrown by node-access and
 * handled by the runner; what the step itself finds out is returned.
 *
 * @param <A> the action
 * @param <F> what inspect finds
 */
public interface Step<A extends Action, F> {

  /** The action's class. */
  Class<A> action();

  /** Looks at the node. One round trip where one suffices. */
  F inspect(StepContext context, A action);

  /** Compares what is with what is wanted; pure. A finding with severity STOP stops the step. */
  Plan plan(A action, F found);

  /** Makes the changes of the plan. */
  Outcome apply(StepContext context, A action, F found, Plan plan);

  /** Takes back what this saga's own apply changed. */
  Outcome undo(StepContext context, A action);

  /** Whether the step proves something: it is applied even if there is nothing to change. */
  default boolean proves() {
    return false;
  }
}
