package io.mooring.orchestrator.persistence;

import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.planner.Edge;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.Marks;
import io.mooring.orchestrator.saga.NewSaga;
import io.mooring.orchestrator.saga.OpenSaga;
import io.mooring.orchestrator.saga.Saga;
import io.mooring.orchestrator.saga.SagaEngine;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.saga.SagaStep;
import io.mooring.orchestrator.saga.StepState;
import io.mooring.orchestrator.saga.Timer;
import io.mooring.orchestrator.saga.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A saga whose rows are in memory. What lies between the engine and the rows is the {@link
 * OpenSaga} that runs in production; steps are stored as the JSON of the rows.
 */
public final class SagaInMemory {
  private final SagaEngine engine;
  private final List<Edge> edges;
  private final Map<StepName, SagaStep> rows = new LinkedHashMap<>();
  private final Map<NodeName, List<StepName>> stepsOfNode;
  private final List<HistoryEntry> history = new ArrayList<>();
  private final OpenSaga[] memories = new OpenSaga[2];
  private boolean throughJson = true;
  private Saga row;

  /** A saga that was just made. */
  public SagaInMemory(SagaEngine engine, NewSaga made) {
    this.engine = engine;
    this.edges = made.edges();
    this.row = made.saga();
    made.steps().forEach(step -> rows.put(step.name(), stored(step)));
    stepsOfNode = rows.keySet().stream().collect(Collectors.groupingBy(StepName::node));
    reload();
  }

  /** Keeps states as they are, which is faster. */
  public SagaInMemory withoutJson() {
    throughJson = false;
    return this;
  }

  /** Forgets what is in the memories of both orchestrators, as when they die. */
  public void reload() {
    memories[0] = stored();
    memories[1] = stored();
  }

  private OpenSaga stored() {
    return new OpenSaga(row, List.copyOf(rows.values()), edges);
  }

  /** Applies one input in a transaction of its own. */
  public Transition apply(SagaInput input, Instant now) {
    return apply(List.of(input), now).getFirst();
  }

  /** Applies inputs in one transaction; a transition for each. */
  public List<Transition> apply(List<? extends SagaInput> inputs, Instant now) {
    return apply(0, inputs, now);
  }

  /**
   * Applies inputs in one transaction of one of two orchestrators. What it has in memory may be
   * old: the rows refuse that by their version, and it reads them again.
   */
  public List<Transition> apply(int writer, List<? extends SagaInput> inputs, Instant now) {
    long known = memories[writer].saga().version();
    List<Transition> transitions =
        inputs.stream().map(input -> memories[writer].apply(engine, input, now)).toList();
    if (known != row.version()) {
      memories[writer] = stored();
      return apply(writer, inputs, now);
    }
    transitions.forEach(this::save);
    return transitions;
  }

  /** Applies inputs in a transaction that is never committed, since the orchestrator dies. */
  public void applyInVain(int writer, List<? extends SagaInput> inputs, Instant now) {
    inputs.forEach(input -> memories[writer].apply(engine, input, now));
    memories[writer] = stored();
  }

  private void save(Transition transition) {
    row = transition.saga();
    transition.steps().forEach(step -> rows.put(step.name(), stored(step)));
    history.addAll(transition.history());
  }

  private SagaStep stored(SagaStep step) {
    if (!throughJson) {
      return step;
    }
    StepState state = RowJson.state(step.state().label(), RowJson.write(step.state()));
    return new SagaStep(
        step.planned(),
        state,
        step.attempt(),
        step.tries(),
        step.startedAt(),
        Marks.of(step.marks().bits()));
  }

  /** The saga's row. */
  public Saga saga() {
    return row;
  }

  /** The saga as its rows have it. */
  public OpenSaga open() {
    return memories[0].saga().version() == row.version() ? memories[0] : memories[1];
  }

  /** The row of a step. */
  public SagaStep step(StepName name) {
    return rows.get(name);
  }

  /** The rows of all steps. */
  public Collection<SagaStep> steps() {
    return rows.values();
  }

  /** The timer of a step. */
  public Optional<Timer> timer(StepName step) {
    return Timer.of(rows.get(step));
  }

  /** The timers that go off until then. */
  public List<Timer> due(Instant until) {
    return rows.values().stream()
        .flatMap(step -> Timer.of(step).stream())
        .filter(timer -> !timer.due().isAfter(until))
        .sorted(Comparator.comparing(Timer::due))
        .toList();
  }

  /** Everything that happened, in order. */
  public List<HistoryEntry> history() {
    return history;
  }

  /** The steps that a step waits for. */
  public List<StepName> dependsOn(StepName step) {
    return memories[0].dependsOn(step);
  }

  /** The steps of a node. */
  public List<StepName> stepsOf(NodeName node) {
    return stepsOfNode.get(node);
  }
}
