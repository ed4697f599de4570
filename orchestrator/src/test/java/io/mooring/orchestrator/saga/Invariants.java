package io.mooring.orchestrator.saga;

import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.persistence.SagaInMemory;
import java.util.Collection;
import java.util.Optional;

/** What must be true of a saga after every transaction. */
final class Invariants {
  private final SagaInMemory saga;

  Invariants(SagaInMemory saga) {
    this.saga = saga;
  }

  /** Fails when something is true of the saga that never may be. */
  void checkAll() {
    check(saga.steps());
    StepCounts counts =
        saga.steps().stream()
            .map(SagaStep::state)
            .reduce(StepCounts.NONE, StepCounts::plus, (left, right) -> right);
    SagaState state = saga.saga().state();
    require(saga.saga().counts().equals(counts), "the counts are wrong", saga.saga());
    boolean restless = state == SagaState.RUNNING || state == SagaState.CREATED;
    require(restless == counts.active() > 0, "the state is wrong", saga.saga());
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
    Optional<StepName> busy = saga.slot(node).busy();
    for (StepName name : saga.stepsOf(node)) {
      StepState state = saga.step(name).state();
      if (state instanceof StepState.Dispatched) {
        require(running.isEmpty(), "two steps on a node", name);
        running = Optional.of(name);
      }
      boolean idle = state instanceof StepState.Ready && saga.saga().state() == SagaState.RUNNING;
      require(!idle || busy.isPresent(), "ready on a free node", name);
    }
    require(busy.equals(running), "the slot is wrong", node);
  }

  private void checkTimer(SagaStep step) {
    Optional<Timer.Kind> wanted =
        switch (step.state()) {
          case StepState.Dispatched d when d.started() -> Optional.of(Timer.Kind.DEADLINE);
          case StepState.Dispatched d -> Optional.of(Timer.Kind.START_BY);
          case StepState.BackingOff b -> Optional.of(Timer.Kind.BACK_OFF);
          case StepState.Waiting w -> Optional.empty();
          case StepState.Ready r -> Optional.empty();
          case StepState.Succeeded s -> Optional.empty();
          case StepState.Failed f -> Optional.empty();
        };
    require(saga.timer(step.name()).map(Timer::kind).equals(wanted), "the timer is wrong", step);
  }

  private void checkDependencies(SagaStep step) {
    int unmet = 0;
    for (StepName before : saga.dependsOn(step.name())) {
      unmet += saga.step(before).state() instanceof StepState.Succeeded ? 0 : 1;
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
