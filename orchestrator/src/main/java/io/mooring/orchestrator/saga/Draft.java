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
import java.util.stream.Stream;

/** A transition while it is being made: the saga as it was, and what has changed of it so far. */
final class Draft {
  private static final Comparator<SagaStep> BY_ORDINAL =
      Comparator.comparingInt(step -> step.planned().ordinal());

  private final SagaView former;
  private final Instant now;
  private final Map<StepName, SagaStep> changed = new LinkedHashMap<>();
  private final Map<NodeName, Set<StepName>> changedOn = new LinkedHashMap<>();
  private final List<Command> commands = new ArrayList<>();
  private final List<HistoryEntry> history = new ArrayList<>();
  private Saga saga;
  private boolean everywhere;

  Draft(SagaView former, Instant now) {
    this.former = former;
    this.now = now;
    this.saga = former.saga();
  }

  Instant now() {
    return now;
  }

  Saga saga() {
    return saga;
  }

  Optional<SagaStep> step(StepName name) {
    SagaStep mine = changed.get(name);
    return mine == null ? former.step(name) : Optional.of(mine);
  }

  /** The steps that wait for a step, as they are now. */
  List<SagaStep> dependents(StepName name) {
    return former.dependents(name).stream().map(this::current).toList();
  }

  /** Every step as it is now, in the order of the plan. */
  List<SagaStep> steps() {
    return former.steps().stream().map(this::current).sorted(BY_ORDINAL).toList();
  }

  private SagaStep current(SagaStep step) {
    return changed.getOrDefault(step.name(), step);
  }

  /** From now on every node may have something to run, not only those of changed steps. */
  void lookEverywhere() {
    everywhere = true;
  }

  /** For each free node that may have ready steps the one which is next, in the plan's order. */
  List<SagaStep> nextOnFreeNodes() {
    Set<NodeName> nodes = new LinkedHashSet<>(changedOn.keySet());
    if (everywhere) {
      former.ready().forEach(step -> nodes.add(step.node()));
    }
    return nodes.stream()
        .filter(node -> !isBusy(node))
        .flatMap(node -> firstReady(node).stream())
        .sorted(BY_ORDINAL)
        .toList();
  }

  /** Whether every look at a node that comes before any change there has ended well. */
  boolean isLookedAt(NodeName node) {
    int open = former.openLooks(node);
    for (StepName name : changedOn.getOrDefault(node, Set.of())) {
      open -= former.step(name).filter(SagaStep::isOpenLook).isPresent() ? 1 : 0;
      open += changed.get(name).isOpenLook() ? 1 : 0;
    }
    return open == 0;
  }

  private boolean isBusy(NodeName node) {
    return former.busy(node).filter(step -> !changed.containsKey(step)).isPresent()
        || changedSteps(node).anyMatch(step -> step.state() instanceof StepState.Dispatched);
  }

  private Optional<SagaStep> firstReady(NodeName node) {
    Optional<SagaStep> first = former.firstReady(node);
    Stream<SagaStep> untouched =
        first.isPresent() && changed.containsKey(first.get().name())
            ? former.ready().stream().filter(step -> step.node().equals(node))
            : first.stream();
    return Stream.concat(
            untouched.filter(step -> !changed.containsKey(step.name())),
            changedSteps(node).filter(step -> step.state() instanceof StepState.Ready))
        .min(BY_ORDINAL);
  }

  private Stream<SagaStep> changedSteps(NodeName node) {
    return changedOn.getOrDefault(node, Set.of()).stream().map(changed::get);
  }

  /** Replaces a step and keeps the saga's counts right. */
  void put(SagaStep next) {
    SagaStep before = step(next.name()).orElseThrow();
    changed.put(next.name(), next);
    changedOn.computeIfAbsent(next.node(), node -> new LinkedHashSet<>()).add(next.name());
    int gate = saga.gate() - (before.holdsGate() ? 1 : 0) + (next.holdsGate() ? 1 : 0);
    if (gate == 0 && saga.gate() > 0) {
      lookEverywhere();
    }
    saga = saga.with(saga.counts().minus(before).plus(next), gate);
  }

  void become(SagaState state) {
    saga = saga.in(state);
  }

  void intend(Intent intent) {
    saga = saga.with(intent);
  }

  void decide(String finding, String choice) {
    saga = saga.decided(finding, choice);
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
          String earlier = known.putIfAbsent(name, value);
          if (earlier != null && !earlier.equals(value)) {
            keptOut.put(name, value);
          }
        });
    saga = saga.knowing(known);
    return keptOut;
  }

  void send(Command command) {
    commands.add(command);
  }

  /** Records what happened to the saga. */
  void tell(HistoryType type, String actor, String summary, HistoryDetail detail) {
    history.add(
        new HistoryEntry(type, now, Optional.empty(), OptionalInt.empty(), actor, summary, detail));
  }

  /** Records what happened to a step. */
  void tell(HistoryType type, SagaStep step, String actor, String summary, HistoryDetail detail) {
    tell(type, step.name(), step.attempt(), actor, summary, detail);
  }

  /** Records what happened to an attempt of a step. */
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
    boolean nothing = saga.equals(former.saga()) && changed.isEmpty() && history.isEmpty();
    return new Transition(
        nothing ? saga : saga.inNextVersion(), List.copyOf(changed.values()), commands, history);
  }
}
