package io.mooring.orchestrator.persistence;

import io.mooring.contracts.Command;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.OpenSaga;
import io.mooring.orchestrator.saga.Saga;
import io.mooring.orchestrator.saga.SagaEngine;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.saga.SagaStep;
import io.mooring.orchestrator.saga.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One locked saga within one transaction: keeps what inputs change, and gives it at the end. */
public final class LockedSaga {
  private final OpenSaga open;
  private final Map<StepName, SagaStep> changed = new LinkedHashMap<>();
  private final List<HistoryEntry> history = new ArrayList<>();
  private final List<Command> commands = new ArrayList<>();

  LockedSaga(OpenSaga open) {
    this.open = open;
  }

  /** Applies an input. */
  public void apply(SagaEngine engine, SagaInput input, Instant now) {
    Transition transition = open.apply(engine, input, now);
    transition.steps().forEach(step -> changed.put(step.name(), step));
    history.addAll(transition.history());
    commands.addAll(transition.commands());
  }

  /** The saga with its steps as it is now. */
  public OpenSaga open() {
    return open;
  }

  /** The saga as it is now. */
  public Saga saga() {
    return open.saga();
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
    return List.copyOf(changed.values());
  }
}
