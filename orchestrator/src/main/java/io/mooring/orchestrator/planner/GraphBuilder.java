package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.Limits;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.RetryPolicy;
import io.mooring.orchestrator.document.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects steps and edges in any order, and numbers the steps in the end. */
final class GraphBuilder {
  private final RetryPolicy retry;
  private final Unreachable unreachable;
  private final Set<NodeName> parked;
  private final Map<StepName, Draft> drafts = new LinkedHashMap<>();
  private final Set<Edge> edges = new LinkedHashSet<>();

  private record Draft(StepName name, int phase, NodeAddress node, Action action, Duration limit) {}

  /**
   * A builder.
   *
   * @param retry how often steps are retried
   * @param unreachable what becomes of steps whose node can't be reached
   * @param parked the nodes which are parked then
   */
  GraphBuilder(RetryPolicy retry, Unreachable unreachable, Set<NodeName> parked) {
    this.retry = retry;
    this.unreachable = unreachable;
    this.parked = parked;
  }

  /** Adds a step whose action has one object on its node. */
  StepName add(NodeAddress node, Action action) {
    return put(StepName.of(Phases.name(action), node.name()), node, action);
  }

  /** Adds a step on one of the several objects that its action has on the node. */
  StepName add(String object, NodeAddress node, Action action) {
    return put(StepName.of(Phases.name(action), object, node.name()), node, action);
  }

  private StepName put(StepName name, NodeAddress node, Action action) {
    Draft draft = new Draft(name, Phases.number(action), node, action, Limits.of(action));
    if (drafts.putIfAbsent(name, draft) != null) {
      throw new IllegalStateException("the step " + name + " was planned twice");
    }
    return name;
  }

  /** The step must succeed before the other one may run. */
  void edge(StepName before, StepName after) {
    edges.add(new Edge(before, after));
  }

  /** The graph; steps are in the order of their turns, and within a turn as they were added. */
  StepGraph build() {
    List<Draft> ordered = new ArrayList<>(drafts.values());
    ordered.sort(Comparator.comparingInt(draft -> Phases.turn(draft.phase())));
    List<PlannedStep> steps = new ArrayList<>();
    for (Draft draft : ordered) {
      steps.add(
          new PlannedStep(
              draft.name(),
              draft.phase(),
              steps.size() + 1,
              Mode.APPLY,
              draft.node(),
              draft.action(),
              draft.limit(),
              draft.action() instanceof Action.CheckCluster ? retry.patient() : retry,
              PlannedStep.Basis.NONE,
              false,
              parked.contains(draft.node().name()) ? Unreachable.PARK : unreachable));
    }
    return new StepGraph(steps, List.copyOf(edges));
  }
}
