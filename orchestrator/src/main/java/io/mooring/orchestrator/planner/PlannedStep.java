package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.MessageTypes;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.Participant;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.RetryPolicy;
import java.time.Duration;

/**
 * A step as the plan has it; it never changes while the saga runs.
 *
 * @param name the step
 * @param phase number of its action in the runbook, from 1
 * @param ordinal its place among all steps of the saga; ready steps of a node run in this order
 * @param node how to reach the node it runs on
 * @param action what it does
 * @param limit how long one attempt may take, from its begin to its outcome
 * @param retry how often it is retried automatically
 */
public record PlannedStep(
    StepName name,
    int phase,
    int ordinal,
    NodeAddress node,
    Action action,
    Duration limit,
    RetryPolicy retry) {

  /** Who executes it. */
  public Participant participant() {
    return MessageTypes.of(action).participant();
  }
}
