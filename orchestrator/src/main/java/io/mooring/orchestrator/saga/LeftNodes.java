package io.mooring.orchestrator.saga;

import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes that left the document, and what may still be there. */
public final class LeftNodes {
  private LeftNodes() {}

  /**
   * For each apply that is the newest one of some of these nodes, which nodes that are. A node that
   * was cleaned as a whole since is left out; the rollback of one saga does not do that, since what
   * earlier ones did stays.
   *
   * @param wanted the nodes of the document
   */
  public static Map<OpenSaga, Set<NodeName>> byApply(
      List<OpenSaga> newestFirst, Set<NodeName> wanted) {
    Set<NodeName> settled = new HashSet<>(wanted);
    Map<OpenSaga, Set<NodeName>> applies = new LinkedHashMap<>();
    for (OpenSaga saga : newestFirst) {
      switch (saga.saga().kind()) {
        case APPLY -> {
          Set<NodeName> found = nodes(saga, Mode.APPLY);
          found.removeAll(settled);
          if (!found.isEmpty()) {
            applies.put(saga, found);
            settled.addAll(found);
          }
        }
        case PRUNE, REMOVE -> settled.addAll(cleaned(saga));
        case CHECK, PLAN, VERIFY, ROLLBACK, ROTATE_KEYS -> {
          // They place nothing, and take back no more than one saga did.
        }
      }
    }
    return applies;
  }

  private static Set<NodeName> nodes(OpenSaga saga, Mode mode) {
    Set<NodeName> nodes = new HashSet<>();
    for (SagaStep step : saga.steps()) {
      if (step.planned().mode() == mode) {
        nodes.add(step.node());
      }
    }
    return nodes;
  }

  private static Set<NodeName> cleaned(OpenSaga saga) {
    Set<NodeName> nodes = nodes(saga, Mode.UNDO);
    List<SagaStep> steps = new ArrayList<>(saga.steps());
    steps.removeIf(step -> step.planned().mode() != Mode.UNDO || isDone(step));
    steps.forEach(step -> nodes.remove(step.node()));
    return nodes;
  }

  private static boolean isDone(SagaStep step) {
    return step.state() instanceof StepState.Done done
        && (done.result() == Result.CHANGED || done.result() == Result.UNCHANGED);
  }
}
