package io.mooring.orchestrator.saga;

import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.planner.Edge;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A saga in memory: loads slices and stores transitions as the database does. */
final class SagaStore {
  private final SagaEngine engine;
  private final Map<StepName, SagaStep> steps = new LinkedHashMap<>();
  private final Map<NodeName, NodeSlot> nodes = new LinkedHashMap<>();
  private final Map<StepName, Timer> timers = new LinkedHashMap<>();
  private final Map<StepName, List<StepName>> dependents;
  private final Map<StepName, List<StepName>> dependsOn;
  private final Map<NodeName, List<StepName>> stepsOfNode;
  private Saga saga;
  private SagaSlice lastSlice;

  SagaStore(SagaEngine engine, NewSaga made) {
    this.engine = engine;
    this.saga = made.saga();
    made.steps().forEach(step -> steps.put(step.name(), step));
    made.nodes().forEach(slot -> nodes.put(slot.node(), slot));
    dependents =
        made.edges().stream()
            .collect(
                Collectors.groupingBy(
                    Edge::before, Collectors.mapping(Edge::after, Collectors.toList())));
    dependsOn =
        made.edges().stream()
            .collect(
                Collectors.groupingBy(
                    Edge::after, Collectors.mapping(Edge::before, Collectors.toList())));
    stepsOfNode = steps.keySet().stream().collect(Collectors.groupingBy(StepName::node));
  }

  Transition apply(SagaInput input, Instant now) {
    lastSlice = load(SliceQuery.of(input));
    Transition transition = engine.apply(lastSlice, input, now);
    store(transition);
    return transition;
  }

  private SagaSlice load(SliceQuery query) {
    return switch (query) {
      case SliceQuery.Roots roots ->
          slice(
              steps.values().stream()
                  .filter(step -> step.state() instanceof StepState.Ready)
                  .toList(),
              List.of(),
              Optional.empty());
      case SliceQuery.Named named -> slice(rows(named.steps()), List.of(), Optional.empty());
      case SliceQuery.Around around ->
          slice(
              rows(List.of(around.step())),
              rows(dependents.getOrDefault(around.step(), List.of())),
              queued(around.step().node()));
    };
  }

  private SagaSlice slice(List<SagaStep> own, List<SagaStep> waiting, Optional<SagaStep> queued) {
    List<NodeSlot> slots =
        Stream.concat(own.stream(), waiting.stream())
            .map(SagaStep::node)
            .distinct()
            .map(nodes::get)
            .toList();
    return new SagaSlice(saga, own, waiting, queued, slots);
  }

  private List<SagaStep> rows(Collection<StepName> names) {
    return names.stream().filter(steps::containsKey).map(steps::get).toList();
  }

  private Optional<SagaStep> queued(NodeName node) {
    return rows(stepsOfNode.getOrDefault(node, List.of())).stream()
        .filter(step -> step.state() instanceof StepState.Ready)
        .min(Comparator.comparingInt(step -> step.planned().ordinal()));
  }

  private void store(Transition transition) {
    saga = transition.saga();
    transition.steps().forEach(step -> steps.put(step.name(), step));
    transition.nodes().forEach(slot -> nodes.put(slot.node(), slot));
    for (TimerChange change : transition.timers()) {
      switch (change) {
        case TimerChange.Set set -> timers.put(set.step(), set.timer());
        case TimerChange.Cancel cancel -> timers.remove(cancel.step());
      }
    }
  }

  Saga saga() {
    return saga;
  }

  SagaStep step(StepName name) {
    return steps.get(name);
  }

  Collection<SagaStep> steps() {
    return steps.values();
  }

  Optional<Timer> timer(StepName step) {
    return Optional.ofNullable(timers.get(step));
  }

  /** The timers that go off until then. */
  List<Timer> due(Instant until) {
    return timers.values().stream().filter(timer -> !timer.due().isAfter(until)).toList();
  }

  int dependentsOf(StepName step) {
    return dependents.getOrDefault(step, List.of()).size();
  }

  /** How many rows the last input needed. */
  int rowsOfLastSlice() {
    return lastSlice.steps().size()
        + lastSlice.dependents().size()
        + lastSlice.nodes().size()
        + (lastSlice.queued().isPresent() ? 1 : 0);
  }

  /** Fails when something is true of the saga that never may be. */
  void checkAll() {
    check(steps.values());
    StepCounts counts =
        steps.values().stream()
            .map(SagaStep::state)
            .reduce(StepCounts.NONE, StepCounts::plus, (left, right) -> right);
    require(saga.counts().equals(counts), "the counts are wrong", saga);
    boolean restless = saga.state() == SagaState.RUNNING || saga.state() == SagaState.CREATED;
    require(restless == counts.active() > 0, "the state is wrong", saga);
  }

  /**
   * Fails when something is true of these steps, or of their nodes, that never may be. Without
   * AssertJ: it is asked a million times.
   */
  void check(Collection<SagaStep> touched) {
    for (SagaStep step : touched) {
      checkTimer(step);
      checkDependencies(step);
      checkNode(step.node());
    }
  }

  private void checkNode(NodeName node) {
    Optional<StepName> running = Optional.empty();
    Optional<StepName> busy = nodes.get(node).busy();
    for (StepName name : stepsOfNode.get(node)) {
      StepState state = steps.get(name).state();
      if (state instanceof StepState.Dispatched) {
        require(running.isEmpty(), "two steps on a node", name);
        running = Optional.of(name);
      }
      boolean idle = state instanceof StepState.Ready && saga.state() == SagaState.RUNNING;
      require(!idle || busy.isPresent(), "ready on a free node", name);
    }
    require(busy.equals(running), "the slot is wrong", node);
  }

  private void checkTimer(SagaStep step) {
    boolean awaited =
        step.state() instanceof StepState.Dispatched
            || step.state() instanceof StepState.BackingOff;
    require(timers.containsKey(step.name()) == awaited, "the timer is wrong", step);
  }

  private void checkDependencies(SagaStep step) {
    int unmet = 0;
    for (StepName before : dependsOn.getOrDefault(step.name(), List.of())) {
      unmet += steps.get(before).state() instanceof StepState.Succeeded ? 0 : 1;
    }
    int known = step.state() instanceof StepState.Waiting waiting ? waiting.unmet() : 0;
    require(unmet == known, "unmet dependencies", step);
  }

  private static void require(boolean holds, String otherwise, Object where) {
    if (!holds) {
      throw new AssertionError(otherwise + ": " + where);
    }
  }
}
