package io.mooring.orchestrator.saga;

import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.planner.Edge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A saga in memory, with what follows from its rows: who waits for whom, the queue of each node,
 * and which step has a node now. It belongs to one thread.
 */
public final class OpenSaga implements SagaView {
  private static final Comparator<SagaStep> BY_ORDINAL =
      Comparator.comparingInt(step -> step.planned().ordinal());

  private final Map<StepName, SagaStep> steps;
  private final Map<StepName, List<StepName>> dependents = new HashMap<>();
  private final Map<StepName, List<StepName>> dependsOn = new HashMap<>();
  private final Map<NodeName, TreeMap<Integer, StepName>> queues = new HashMap<>();
  private final Map<NodeName, StepName> busy = new HashMap<>();
  private final Map<NodeName, Integer> openLooks = new HashMap<>();
  private Saga saga;

  /**
   * A saga as its rows have it.
   *
   * @param steps all of them, in the order of the plan
   * @param edges every dependency once
   */
  public OpenSaga(Saga saga, List<SagaStep> steps, List<Edge> edges) {
    this.saga = saga;
    this.steps = LinkedHashMap.newLinkedHashMap(steps.size());
    for (SagaStep step : steps) {
      this.steps.put(step.name(), step);
      enter(step);
    }
    for (Edge edge : edges) {
      dependents.computeIfAbsent(edge.before(), name -> new ArrayList<>()).add(edge.after());
      dependsOn.computeIfAbsent(edge.after(), name -> new ArrayList<>()).add(edge.before());
    }
  }

  /** A saga that was just made. */
  public static OpenSaga of(NewSaga made) {
    return new OpenSaga(made.saga(), made.steps(), made.edges());
  }

  /** Applies an input: the saga is then as the transition says. */
  public Transition apply(SagaEngine engine, SagaInput input, Instant now) {
    Transition transition = engine.apply(this, input, now);
    saga = transition.saga();
    for (SagaStep step : transition.steps()) {
      leave(steps.put(step.name(), step));
      enter(step);
    }
    return transition;
  }

  @Override
  public Saga saga() {
    return saga;
  }

  @Override
  public Optional<SagaStep> step(StepName name) {
    return Optional.ofNullable(steps.get(name));
  }

  @Override
  public List<SagaStep> dependents(StepName name) {
    return dependents.getOrDefault(name, List.of()).stream().map(steps::get).toList();
  }

  @Override
  public List<StepName> dependsOn(StepName name) {
    return dependsOn.getOrDefault(name, List.of());
  }

  @Override
  public Optional<SagaStep> firstReady(NodeName node) {
    TreeMap<Integer, StepName> queue = queues.get(node);
    return queue == null || queue.isEmpty()
        ? Optional.empty()
        : Optional.of(steps.get(queue.firstEntry().getValue()));
  }

  @Override
  public Optional<StepName> busy(NodeName node) {
    return Optional.ofNullable(busy.get(node));
  }

  @Override
  public int openLooks(NodeName node) {
    return openLooks.getOrDefault(node, 0);
  }

  @Override
  public List<SagaStep> ready() {
    return queues.values().stream()
        .flatMap(queue -> queue.values().stream())
        .map(steps::get)
        .sorted(BY_ORDINAL)
        .toList();
  }

  @Override
  public Collection<SagaStep> steps() {
    return steps.values();
  }

  private void enter(SagaStep step) {
    if (step.state() instanceof StepState.Ready) {
      queues
          .computeIfAbsent(step.node(), node -> new TreeMap<>())
          .put(step.planned().ordinal(), step.name());
    }
    if (step.state() instanceof StepState.Dispatched) {
      busy.put(step.node(), step.name());
    }
    if (step.isOpenLook()) {
      openLooks.merge(step.node(), 1, Integer::sum);
    }
  }

  private void leave(SagaStep step) {
    if (step.state() instanceof StepState.Ready) {
      queues.get(step.node()).remove(step.planned().ordinal());
    }
    if (step.state() instanceof StepState.Dispatched) {
      busy.remove(step.node(), step.name());
    }
    if (step.isOpenLook()) {
      openLooks.merge(step.node(), -1, Integer::sum);
    }
  }
}
