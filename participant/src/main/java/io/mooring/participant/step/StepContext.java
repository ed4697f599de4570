package io.mooring.participant.step;

import io.mooring.contracts.Dispatch;
import io.mooring.contracts.Limits;
import io.mooring.node.Fence;
import io.mooring.node.NodeSession;
import io.mooring.node.Nodes;

/**
 * Where and for whom a step runs.
 *
 * @param dispatch the command's dispatch
 * @param node a session on the step's node
 * @param nodes the way to other nodes, such as the one whose API is asked
 */
public record StepContext(Dispatch dispatch, NodeSession node, Nodes nodes) {
  /** The fence of this dispatch. */
  public Fence fence() {
    return new Fence(
        dispatch.integration(),
        dispatch.saga(),
        dispatch.step(),
        dispatch.epoch(),
        Limits.LOCK_WAIT);
  }
}
