package io.mooring.participant.step;

import io.mooring.contracts.Dispatch;
import io.mooring.contracts.Limits;
import io.mooring.contracts.Mode;
import io.mooring.node.Fence;
import io.mooring.node.NodeSession;
import io.mooring.node.Nodes;
import io.mooring.node.layout.NodeLayouts;
import java.util.UUID;

/**
 * Where and for whom a step runs.
 *
 * @param dispatch the command's dispatch
 * @param node a session on the step's node
 * @param nodes the way to other nodes, such as the one whose API is asked
 * @param progress how a long step tells how far it is
 */
public record StepContext(Dispatch dispatch, NodeSession node, Nodes nodes, Progress progress) {
  /** Of a step that tells nothing before it ends. */
  public StepContext(Dispatch dispatch, NodeSession node, Nodes nodes) {
    this(dispatch, node, nodes, Progress.UNTOLD);
  }

  /**
   * For a command; on its node no older one changes any more what it sees, unless it only plans.
   */
  public static StepContext of(Dispatch dispatch, Nodes nodes, Progress progress) {
    StepContext plain = new StepContext(dispatch, nodes.session(dispatch.node()), nodes, progress);
    return plain.onlyPlans()
        ? plain
        : new StepContext(dispatch, plain.node().behind(plain.fence()), nodes, progress);
  }

  /** How this node runs its services: as check-node told it, else as it is found now. */
  public NodeLayouts layouts() {
    return NodeLayouts.of(dispatch.facts(), node);
  }

  /** What people decided for the integration. */
  public Decisions decisions() {
    return new Decisions(dispatch.decisions());
  }

  /** Whether nothing is changed now, so that what earlier steps prepare may not be there yet. */
  public boolean onlyPlans() {
    return dispatch.mode() == Mode.PLAN;
  }

  /**
   * The saga under whose name the node and the cluster keep notes of changes: the one that is taken
   * back, if one is.
   */
  public UUID author() {
    return dispatch.undoes().orElse(dispatch.saga());
  }

  /** Whether everything that the integration ever changed is taken back, whichever saga did it. */
  public boolean undoesAll() {
    return dispatch.mode() == Mode.UNDO && dispatch.undoes().isEmpty();
  }

  /** The fence of this dispatch. */
  public Fence fence() {
    return new Fence(
        dispatch.integration(),
        author(),
        dispatch.step(),
        dispatch.epoch(),
        Limits.LOCK_WAIT,
        undoesAll());
  }
}
