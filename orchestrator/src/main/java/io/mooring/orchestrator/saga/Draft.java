package io.mooring.orchestrator.saga;

import io.mooring.contracts.Command;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A transition while it is being made: the slice, and what has changed of it so far. */
final class Draft {
  private static final Comparator<SagaStep> BY_ORDINAL =
      Comparator.comparingInt(step -> step.planned().ordinal());

  private final Instant now;
  private final Map<StepName, SagaStep> steps = new LinkedHashMap<>();
  private final Map<NodeName, NodeSlot> slots = new LinkedHashMap<>();
  private final Set<StepName> changedSteps = new LinkedHashSet<>();
  private final Set<NodeName> changedSlots = new LinkedHashSet<>();
  private final List<Command> commands = new ArrayList<>();
  private final Map<StepName, TimerChange> timers = new LinkedHashMap<>();
  private final List<HistoryEntry> history = new ArrayList<>();
  private Saga saga;

  Draft(SagaSlice slice, Instant now) {
    this.now = now;
    this.saga = slice.saga();
    slice.steps().forEach(step -> steps.put(step.name(), step));
    slice.dependents().forEach(step -> steps.put(step.name(), step));
    slice.queued().ifPresent(step -> steps.put(step.name(), step));
    slice.nodes().forEach(slot -> slots.put(slot.node(), slot));
  }

  Instant now() {
    return now;
  }

  Saga saga() {
    return saga;
  }

  Optional<SagaStep> step(StepName name) {
    return Optional.ofNullable(steps.get(name));
  }

  /** For each free node that has ready steps the one which is next, in the order of the plan. */
  List<SagaStep> nextOnFreeNodes() {
    Map<NodeName, SagaStep> next = new HashMap<>();
    for (SagaStep step : steps.values()) {
      if (step.state() instanceof StepState.Ready && isFree(step.node())) {
        next.merge(step.node(), step, Draft::earlier);
      }
    }
    return next.values().stream().sorted(BY_ORDINAL).toList();
  }

  private boolean isFree(NodeName node) {
    return slots.get(node).busy().isEmpty();
  }

  private static SagaStep earlier(SagaStep one, SagaStep other) {
    return BY_ORDINAL.compare(one, other) <= 0 ? one : other;
  }

  /** Replaces a step and keeps the saga's counts right. */
  void put(SagaStep next) {
    SagaStep former = steps.put(next.name(), next);
    changedSteps.add(next.name());
    StepCounts counts = saga.counts().minus(former.state()).plus(next.state());
    saga = saga.with(counts);
  }

  void become(SagaState state) {
    saga = saga.in(state);
  }

  /** Counts a dispatch; returns its epoch. */
  long nextEpoch() {
    saga = saga.withOneMoreDispatch();
    return saga.epoch();
  }

  /** Adds facts; a fact that is there already stays. Returns those which contradict it. */
  Map<String, String> learn(Map<String, String> facts) {
    Map<String, String> known = new HashMap<>(saga.facts());
    Map<String, String> keptOut = new HashMap<>();
    facts.forEach(
        (name, value) -> {
          String former = known.putIfAbsent(name, value);
          if (former != null && !former.equals(value)) {
            keptOut.put(name, value);
          }
        });
    saga = saga.knowing(known);
    return keptOut;
  }

  void occupy(NodeName node, StepName step) {
    put(new NodeSlot(node, Optional.of(step)));
  }

  void free(NodeName node) {
    put(new NodeSlot(node, Optional.empty()));
  }

  private void put(NodeSlot slot) {
    if (!slot.equals(slots.put(slot.node(), slot))) {
      changedSlots.add(slot.node());
    }
  }

  void send(Command command) {
    commands.add(command);
  }

  void set(Timer timer) {
    timers.put(timer.step(), new TimerChange.Set(timer));
  }

  void cancelTimer(StepName step) {
    timers.put(step, new TimerChange.Cancel(step));
  }

  /** Records what happened to the saga. */
  void tell(HistoryType type, String actor, String summary, HistoryDetail detail) {
    history.add(
        new HistoryEntry(type, now, Optional.empty(), OptionalInt.empty(), actor, summary, detail));
  }

  /** Records what happened to a step. */
  void tell(
      HistoryType type,
      StepName step,
      int attempt,
      String actor,
      String summary,
      HistoryDetail detail) {
    history.add(
        new HistoryEntry(
            type, now, Optional.of(step), OptionalInt.of(attempt), actor, summary, detail));
  }

  Transition transition() {
    return new Transition(
        saga,
        changedSteps.stream().map(steps::get).toList(),
        changedSlots.stream().map(slots::get).toList(),
        commands,
        List.copyOf(timers.values()),
        history);
  }
}
