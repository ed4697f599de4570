package io.mooring.orchestrator.persistence;

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

/**
 * A saga whose rows are in memory. What lies between the engine and the rows is the {@link
 * OpenSaga} that runs in production; steps are stored as the JSON of the rows.
 */
public final class SagaInMemory {
  private final SagaEngine engine;
  private final List<Edge> edges;
  private final Map<StepName, SagaStep> rows = new LinkedHashMap<>();
  private final List<HistoryEntry> history = new ArrayList<>();
  private final OpenSaga open;
  private Saga row;

  /** A saga that was just made. */
  public SagaInMemory(SagaEngine engine, NewSaga made) {
    this.engine = engine;
    this.edges = made.edges();
    this.row = made.saga();
    made.steps().forEach(step -> rows.put(step.name(), stored(step)));
    open = stored();
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
    List<Transition> transitions =
        inputs.stream().map(input -> open.apply(engine, input, now)).toList();
    transitions.forEach(this::save);
    return transitions;
  }

  private void save(Transition transition) {
    row = transition.saga();
    transition.steps().forEach(step -> rows.put(step.name(), stored(step)));
    history.addAll(transition.history());
  }

  /** A step as it is once it was written to a row and read again. */
  static SagaStep stored(SagaStep step) {
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
    return open;
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
    return open.dependsOn(step);
  }
}
