package io.mooring.orchestrator.persistence;

import io.mooring.contracts.Command;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.NodeSlot;
import io.mooring.orchestrator.saga.Saga;
import io.mooring.orchestrator.saga.SagaSlice;
import io.mooring.orchestrator.saga.SagaStep;
import io.mooring.orchestrator.saga.SliceQuery;
import io.mooring.orchestrator.saga.StepState;
import io.mooring.orchestrator.saga.TimerChange;
import io.mooring.orchestrator.saga.Transition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One locked saga within one transaction: loads each row once, keeps what inputs change, and gives
 * it all at the end, so that many events cost few round trips.
 */
public final class LockedSaga {
  private final StoredSteps stepRows;
  private final StoredNodes nodeRows;
  private Saga saga;
  private final Map<StepName, SagaStep> steps = new HashMap<>();
  private final Map<StepName, List<StepName>> dependents = new HashMap<>();
  private final Map<NodeName, NodeSlot> nodes = new HashMap<>();
  private final Set<StepName> changedSteps = new LinkedHashSet<>();
  private final Set<NodeName> changedNodes = new LinkedHashSet<>();
  private final Map<StepName, TimerChange> timers = new LinkedHashMap<>();
  private final List<HistoryEntry> history = new ArrayList<>();
  private final List<Command> commands = new ArrayList<>();

  LockedSaga(Saga saga, StoredSteps stepRows, StoredNodes nodeRows) {
    this.saga = saga;
    this.stepRows = stepRows;
    this.nodeRows = nodeRows;
  }

  /** Loads what many inputs will need in one go. */
  public void prepare(Collection<SliceQuery> queries) {
    Set<StepName> around = new HashSet<>();
    Set<StepName> named = new HashSet<>();
    for (SliceQuery query : queries) {
      switch (query) {
        case SliceQuery.Roots roots -> {
          // Asked for once in a saga's life, and alone.
        }
        case SliceQuery.Around one -> around.add(one.step());
        case SliceQuery.Named many -> named.addAll(many.steps());
      }
    }
    named.addAll(around);
    loadSteps(named);
    loadDependents(around);
    loadNodes(steps.values().stream().map(SagaStep::node).toList());
  }

  /** What an input needs to see. */
  public SagaSlice slice(SliceQuery query) {
    return switch (query) {
      case SliceQuery.Roots roots -> roots();
      case SliceQuery.Around around -> around(around.step());
      case SliceQuery.Named named -> named(named.steps());
    };
  }

  /** Takes what an input led to. */
  public void absorb(Transition transition) {
    saga = transition.saga();
    for (SagaStep step : transition.steps()) {
      steps.put(step.name(), step);
      changedSteps.add(step.name());
    }
    for (NodeSlot slot : transition.nodes()) {
      nodes.put(slot.node(), slot);
      changedNodes.add(slot.node());
    }
    transition.timers().forEach(change -> timers.put(change.step(), change));
    history.addAll(transition.history());
    commands.addAll(transition.commands());
  }

  /** The saga as it is now. */
  public Saga saga() {
    return saga;
  }

  /** What happened, in order. */
  public List<HistoryEntry> history() {
    return history;
  }

  /** What is to be sent, in order. */
  public List<Command> commands() {
    return commands;
  }

  List<SagaStep> changedSteps() {
    return changedSteps.stream().map(steps::get).toList();
  }

  List<NodeSlot> changedNodes() {
    return changedNodes.stream().map(nodes::get).toList();
  }

  Collection<TimerChange> timers() {
    return timers.values();
  }

  private SagaSlice roots() {
    stepRows.ready(saga.id()).forEach(step -> steps.putIfAbsent(step.name(), step));
    List<SagaStep> ready =
        steps.values().stream()
            .filter(step -> step.state() instanceof StepState.Ready)
            .sorted(Comparator.comparingInt(step -> step.planned().ordinal()))
            .toList();
    return new SagaSlice(saga, ready, List.of(), Optional.empty(), slots(ready));
  }

  private SagaSlice named(Set<StepName> names) {
    loadSteps(names);
    List<SagaStep> found = present(names);
    return new SagaSlice(saga, found, List.of(), Optional.empty(), slots(found));
  }

  private SagaSlice around(StepName name) {
    loadSteps(Set.of(name));
    List<SagaStep> found = present(Set.of(name));
    loadDependents(Set.of(name));
    List<SagaStep> after = present(dependents.getOrDefault(name, List.of()));
    Optional<SagaStep> queued =
        found.isEmpty() ? Optional.empty() : queued(found.getFirst().node());
    return new SagaSlice(
        saga, found, after, queued, slots(Stream.concat(found.stream(), after.stream()).toList()));
  }

  /** What is known here is newer than the rows, so these are asked for the other steps only. */
  private Optional<SagaStep> queued(NodeName node) {
    Stream<SagaStep> here =
        changedSteps.stream()
            .map(steps::get)
            .filter(step -> step.node().equals(node) && step.state() instanceof StepState.Ready);
    List<StepName> known = changedSteps.stream().filter(name -> name.node().equals(node)).toList();
    Stream<SagaStep> stored = stepRows.firstReady(saga.id(), node, known).stream();
    return Stream.concat(here, stored)
        .min(Comparator.comparingInt(step -> step.planned().ordinal()));
  }

  private void loadSteps(Collection<StepName> names) {
    List<StepName> missing = names.stream().filter(name -> !steps.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      stepRows.named(saga.id(), missing).forEach(step -> steps.put(step.name(), step));
    }
  }

  private void loadDependents(Collection<StepName> names) {
    List<SagaStep> missing =
        present(names).stream().filter(step -> !dependents.containsKey(step.name())).toList();
    if (missing.isEmpty()) {
      return;
    }
    stepRows
        .dependents(saga.id(), missing)
        .forEach(
            (name, after) -> {
              after.forEach(step -> steps.putIfAbsent(step.name(), step));
              dependents.put(name, after.stream().map(SagaStep::name).toList());
            });
  }

  private List<NodeSlot> slots(List<SagaStep> of) {
    List<NodeName> wanted = of.stream().map(SagaStep::node).distinct().toList();
    loadNodes(wanted);
    return wanted.stream().map(nodes::get).toList();
  }

  private void loadNodes(Collection<NodeName> names) {
    List<NodeName> missing =
        names.stream().distinct().filter(name -> !nodes.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      nodeRows.of(saga.id(), missing).forEach(slot -> nodes.put(slot.node(), slot));
    }
  }

  private List<SagaStep> present(Collection<StepName> names) {
    return names.stream().filter(steps::containsKey).map(steps::get).toList();
  }
}
