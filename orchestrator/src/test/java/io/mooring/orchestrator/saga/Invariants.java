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
    Saga row = saga.saga();
    require(row.counts().equals(StepCounts.of(saga.steps())), "the counts are wrong", row);
    long gate = saga.steps().stream().filter(SagaStep::holdsGate).count();
    require(row.gate() == gate, "the gate is wrong", row);
    checkRest(row);
  }

  /** A saga at rest waits for a person, every other one for an event or a timer. */
  private void checkRest(Saga row) {
    StepCounts counts = row.counts();
    boolean timed = counts.backingOff() > 0 && row.intent() == Intent.RUN;
    boolean goesOn = counts.dispatched() > 0 || timed;
    require((row.state() == SagaState.RUNNING) == goesOn, "nothing is to come", row);
    switch (row.state()) {
      case SUCCEEDED ->
          require(counts.succeeded() + counts.skipped() == counts.total(), "not done", row);
      case CANCELLED, ROLLED_BACK ->
          require(counts.waiting() + counts.active() + counts.failed() == 0, "not over", row);
      case INCIDENT, PAUSED -> require(!LegalOrders.of(row).isEmpty(), "no person can help", row);
      case CREATED, RUNNING, QUARANTINED -> {
        // Nothing more to say of these.
      }
    }
  }

  /**
   * Fails when something is true of these steps, or of their nodes, that never may be. Without
   * AssertJ: it is asked a million times.
   */
  void check(Collection<SagaStep> touched) {
    for (SagaStep step : touched) {
      checkDependencies(step);
      checkNode(step.node());
    }
  }

  private void checkNode(NodeName node) {
    Saga row = saga.saga();
    Optional<StepName> running = Optional.empty();
    for (StepName name : saga.stepsOf(node)) {
      StepState state = saga.step(name).state();
      if (state instanceof StepState.Dispatched) {
        require(running.isEmpty(), "two steps on a node", name);
        running = Optional.of(name);
      }
    }
    for (StepName name : saga.stepsOf(node)) {
      SagaStep step = saga.step(name);
      boolean may = row.gate() == 0 || step.planned().gate();
      boolean idle =
          step.state() instanceof StepState.Ready
              && row.state() == SagaState.RUNNING
              && row.intent() == Intent.RUN
              && may;
      require(!idle || running.isPresent(), "ready on a free node", name);
    }
    require(saga.open().busy(node).equals(running), "who has the node is wrong", node);
  }

  private void checkDependencies(SagaStep step) {
    int unmet = 0;
    for (StepName before : saga.dependsOn(step.name())) {
      boolean released =
          saga.step(before).state() instanceof StepState.Done done && done.result().releases();
      unmet += released ? 0 : 1;
    }
    if (step.state() instanceof StepState.Waiting waiting) {
      require(unmet == waiting.unmet(), "unmet dependencies", step);
    } else {
      boolean leftOut =
          step.state() instanceof StepState.Done done
              && (done.result() == Result.CANCELLED || done.result() == Result.SKIPPED);
      require(unmet == 0 || leftOut, "it did not wait", step);
    }
  }

  private static void require(boolean holds, String otherwise, Object where) {
    if (!holds) {
      throw new AssertionError(otherwise + ": " + where);
    }
  }
}
