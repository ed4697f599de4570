package io.mooring.orchestrator.service;

import io.mooring.contracts.Command;
import io.mooring.contracts.Event;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.persistence.SagaWrite;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.OpenSaga;
import io.mooring.orchestrator.saga.Saga;
import io.mooring.orchestrator.saga.SagaEngine;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.saga.SagaStep;
import io.mooring.orchestrator.saga.StepState;
import io.mooring.orchestrator.saga.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A saga in memory, with what it took in since its rows were written. When they can't be written it
 * must be thrown away: it is ahead of them.
 */
final class HeldSaga {
  private final OpenSaga open;
  private final Map<StepName, SagaStep> changed = new LinkedHashMap<>();
  private final List<HistoryEntry> history = new ArrayList<>();
  private final List<Command> commands = new ArrayList<>();
  private long version;
  private boolean newTexts;

  /** A saga as it was read, or as it was just made. */
  HeldSaga(OpenSaga open) {
    this.open = open;
    this.version = open.saga().version();
  }

  UUID id() {
    return saga().id();
  }

  Saga saga() {
    return open.saga();
  }

  OpenSaga open() {
    return open;
  }

  /** The version of its row. */
  long version() {
    return version;
  }

  void apply(SagaEngine engine, SagaInput input, Instant now) {
    Saga former = saga();
    Transition transition = open.apply(engine, input, now);
    newTexts |=
        !former.facts().equals(saga().facts()) || !former.decisions().equals(saga().decisions());
    transition.steps().forEach(step -> changed.put(step.name(), step));
    history.addAll(transition.history());
    commands.addAll(transition.commands());
  }

  /**
   * Applies inputs in this order. That a step begins is told by how it ended, where that came with
   * it: nobody could have seen it run.
   */
  void apply(SagaEngine engine, List<SagaInput> inputs, Instant now) {
    BitSet toldByEnd = toldByEnd(inputs);
    for (int i = 0; i < inputs.size(); i++) {
      SagaInput input = inputs.get(i);
      if (!toldByEnd.get(i) || !beginsOnce(input)) {
        apply(engine, input, now);
      }
    }
  }

  private static BitSet toldByEnd(List<SagaInput> inputs) {
    BitSet begins = new BitSet();
    Set<UUID> ended = new HashSet<>();
    for (int i = inputs.size() - 1; i >= 0; i--) {
      if (inputs.get(i) instanceof SagaInput.StepReported(Event event)) {
        UUID command = event.execution().command();
        if (event.ends()) {
          ended.add(command);
        } else if (ended.contains(command)) {
          begins.set(i);
        }
      }
    }
    return begins;
  }

  /** Whether it is the first beginning of the attempt that is in flight. */
  private boolean beginsOnce(SagaInput input) {
    return input instanceof SagaInput.StepReported(Event event)
        && open.step(event.execution().step())
            .map(SagaStep::state)
            .filter(StepState.Dispatched.class::isInstance)
            .map(StepState.Dispatched.class::cast)
            .filter(sent -> sent.command().equals(event.execution().command()) && !sent.started())
            .isPresent();
  }

  boolean isChanged() {
    return saga().version() != version;
  }

  SagaWrite write() {
    return new SagaWrite(saga(), version, newTexts, changed.values(), history);
  }

  Collection<SagaStep> changedSteps() {
    return List.copyOf(changed.values());
  }

  List<HistoryEntry> history() {
    return List.copyOf(history);
  }

  /** Its rows are as it is; gives the commands that are to be sent now. */
  List<Command> committed() {
    List<Command> toSend = List.copyOf(commands);
    version = saga().version();
    newTexts = false;
    changed.clear();
    history.clear();
    commands.clear();
    return toSend;
  }

  /** The commands that no participant has begun with, as far as is known. */
  List<Command> notBegun() {
    return open.steps().stream()
        .filter(step -> step.state() instanceof StepState.Dispatched sent && !sent.started())
        .flatMap(step -> SagaEngine.command(saga(), step).stream())
        .toList();
  }
}
