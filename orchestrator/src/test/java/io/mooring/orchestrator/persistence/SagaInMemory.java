package io.mooring.orchestrator.persistence;

import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.planner.Edge;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.NewSaga;
import io.mooring.orchestrator.saga.NodeSlot;
import io.mooring.orchestrator.saga.Saga;
import io.mooring.orchestrator.saga.SagaEngine;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.saga.SagaStep;
import io.mooring.orchestrator.saga.SliceQuery;
import io.mooring.orchestrator.saga.StepState;
import io.mooring.orchestrator.saga.Timer;
import io.mooring.orchestrator.saga.TimerChange;
import io.mooring.orchestrator.saga.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A saga whose rows are in memory, and nothing else: what lies between the engine and the rows is
 * the {@link LockedSaga} that runs in production. States are stored as the JSON of the rows.
 */
public final class SagaInMemory implements StoredSteps, StoredNodes {
  private final SagaEngine engine;
  private final Map<StepName, SagaStep> steps = new LinkedHashMap<>();
  private final Map<NodeName, NodeSlot> nodes = new LinkedHashMap<>();
  private final Map<StepName, Timer> timers = new LinkedHashMap<>();
  private final List<HistoryEntry> history = new ArrayList<>();
  private final Map<StepName, List<StepName>> dependents;
  private final Map<StepName, List<StepName>> dependsOn;
  private final Map<NodeName, List<StepName>> stepsOfNode;
  private Saga saga;
  private int rowsRead;

  /** A saga that was just made. */
  public SagaInMemory(SagaEngine engine, NewSaga made) {
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

  /** Applies one input in a transaction of its own. */
  public Transition apply(SagaInput input, Instant now) {
    return apply(List.of(input), now).getFirst();
  }

  /** Applies inputs in one transaction; a transition for each. */
  public List<Transition> apply(List<? extends SagaInput> inputs, Instant now) {
    rowsRead = 0;
    LockedSaga locked = new LockedSaga(saga, this, this);
    locked.prepare(inputs.stream().map(SliceQuery::of).toList());
    List<Transition> transitions = new ArrayList<>();
    for (SagaInput input : inputs) {
      Transition transition = engine.apply(locked.slice(SliceQuery.of(input)), input, now);
      locked.absorb(transition);
      transitions.add(transition);
    }
    save(locked);
    return transitions;
  }

  private void save(LockedSaga locked) {
    saga = locked.saga();
    locked.changedSteps().forEach(step -> steps.put(step.name(), stored(step)));
    locked.changedNodes().forEach(slot -> nodes.put(slot.node(), slot));
    for (TimerChange change : locked.timers()) {
      switch (change) {
        case TimerChange.Set set -> timers.put(set.step(), set.timer());
        case TimerChange.Cancel cancel -> timers.remove(cancel.step());
      }
    }
    history.addAll(locked.history());
  }

  private static SagaStep stored(SagaStep step) {
    StepState state = RowJson.state(step.state().label(), RowJson.write(step.state()));
    return new SagaStep(step.planned(), state, step.attempt(), step.tries(), step.startedAt());
  }

  @Override
  public List<SagaStep> named(UUID id, Collection<StepName> names) {
    return read(names.stream().filter(steps::containsKey).map(steps::get).toList());
  }

  @Override
  public List<SagaStep> ready(UUID id) {
    return read(steps.values().stream().filter(SagaInMemory::isReady).toList());
  }

  @Override
  public Optional<SagaStep> firstReady(UUID id, NodeName node, Collection<StepName> except) {
    return read(
            stepsOfNode.getOrDefault(node, List.of()).stream()
                .filter(Predicate.not(except::contains))
                .map(steps::get)
                .filter(SagaInMemory::isReady)
                .min(Comparator.comparingInt(step -> step.planned().ordinal()))
                .stream()
                .toList())
        .stream()
        .findFirst();
  }

  @Override
  public Map<StepName, List<SagaStep>> dependents(UUID id, Collection<SagaStep> of) {
    Map<StepName, List<SagaStep>> found = new HashMap<>();
    for (SagaStep step : of) {
      List<StepName> names = dependents.getOrDefault(step.name(), List.of());
      found.put(step.name(), read(names.stream().map(steps::get).toList()));
    }
    return found;
  }

  @Override
  public List<NodeSlot> of(UUID id, Collection<NodeName> names) {
    return read(names.stream().map(nodes::get).toList());
  }

  private static boolean isReady(SagaStep step) {
    return step.state() instanceof StepState.Ready;
  }

  private <R> List<R> read(List<R> rows) {
    rowsRead += rows.size();
    return rows;
  }

  /** The saga's row. */
  public Saga saga() {
    return saga;
  }

  /** The row of a step. */
  public SagaStep step(StepName name) {
    return steps.get(name);
  }

  /** The rows of all steps. */
  public Collection<SagaStep> steps() {
    return steps.values();
  }

  /** The slot of a node. */
  public NodeSlot slot(NodeName node) {
    return nodes.get(node);
  }

  /** The timer of a step. */
  public Optional<Timer> timer(StepName step) {
    return Optional.ofNullable(timers.get(step));
  }

  /** Takes the timers that go off until then. */
  public List<Timer> takeDue(Instant until) {
    List<Timer> due =
        timers.values().stream()
            .filter(timer -> !timer.due().isAfter(until))
            .sorted(Comparator.comparing(Timer::due))
            .toList();
    due.forEach(timer -> timers.remove(timer.step()));
    return due;
  }

  /** Everything that happened, in order. */
  public List<HistoryEntry> history() {
    return history;
  }

  /** The steps that wait for a step. */
  public List<StepName> dependentsOf(StepName step) {
    return dependents.getOrDefault(step, List.of());
  }

  /** The steps that a step waits for. */
  public List<StepName> dependsOn(StepName step) {
    return dependsOn.getOrDefault(step, List.of());
  }

  /** The steps of a node. */
  public List<StepName> stepsOf(NodeName node) {
    return stepsOfNode.get(node);
  }

  /** How many rows the last transaction read. */
  public int rowsRead() {
    return rowsRead;
  }
}
