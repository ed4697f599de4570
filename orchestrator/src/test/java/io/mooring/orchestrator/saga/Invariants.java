package io.mooring.orchestrator.saga;

import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.persistence.RowsInMemory;
import io.mooring.orchestrator.persistence.SagaWrite;
import io.mooring.orchestrator.planner.Work;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What must be true of the rows after every commit. Without AssertJ: it is asked a million times.
 */
final class Invariants implements RowsInMemory.Watcher {
  private final Map<NodeName, Long> epochs = new HashMap<>();
  private final Set<UUID> decided = new HashSet<>();

  @Override
  public void written(
      Saga former, Collection<SagaStep> formerSteps, RowsInMemory.Row row, SagaWrite write) {
    checkAbsorbed(former, write);
    for (SagaStep step : write.steps()) {
      checkDependencies(row, row.step(step.name()));
      checkNode(row, step.node());
      if (step.state() instanceof StepState.Dispatched sent && decided.add(sent.command())) {
        checkDispatch(row, step, sent);
      }
    }
  }

  /** A saga that was just stored may have begun. */
  void stored(RowsInMemory.Row row) {
    for (SagaStep step : row.steps()) {
      if (step.state() instanceof StepState.Dispatched sent && decided.add(sent.command())) {
        checkDispatch(row, step, sent);
      }
    }
  }

  /** Nothing leaves that is not committed. */
  void sent(UUID command) {
    require(decided.contains(command), "a command left before its commit", command);
  }

  private static void checkAbsorbed(Saga former, SagaWrite write) {
    SagaState now = write.saga().state();
    boolean rolledBack = now == SagaState.ROLLED_BACK && former.state().atRest();
    switch (former.state()) {
      case SUCCEEDED, CANCELLED, ROLLED_BACK, QUARANTINED ->
          require(
              write.steps().isEmpty() && (now == former.state() || rolledBack),
              "a saga moved that was " + former.state(),
              write);
      case CREATED, RUNNING, PAUSED, INCIDENT -> {
        // These move.
      }
    }
  }

  private void checkDispatch(RowsInMemory.Row row, SagaStep step, StepState.Dispatched sent) {
    Long before = epochs.put(step.node(), sent.epoch());
    require(before == null || before < sent.epoch(), "the epochs of a node don't rise", step);
    boolean changes =
        step.planned().mode() != Mode.PLAN && Work.of(step.planned().action()) == Work.CHANGE;
    require(
        !changes || allLooked(row) && isLookedAt(row, step.node()),
        "it may change something before all looks ended",
        step);
  }

  /** Whether all looks at a node have ended well, also those that don't hold the gate. */
  static boolean isLookedAt(RowsInMemory.Row row, NodeName node) {
    return row.looks().stream()
        .filter(step -> step.node().equals(node))
        .allMatch(step -> step.state() instanceof StepState.Done);
  }

  /** Whether every look that holds the gate ended well, or can't happen now. */
  static boolean allLooked(RowsInMemory.Row row) {
    return row.looks().stream()
        .allMatch(step -> step.state() instanceof StepState.Done || step.marks().excused());
  }

  /** Fails when something is true of the saga that never may be. */
  void checkAll(RowsInMemory.Row row) {
    for (SagaStep step : row.steps()) {
      checkDependencies(row, step);
      checkNode(row, step.node());
    }
    Saga saga = row.saga();
    require(saga.counts().equals(StepCounts.of(row.steps())), "the counts are wrong", saga);
    long gate = row.steps().stream().filter(SagaStep::holdsGate).count();
    require(saga.gate() == gate, "the gate is wrong", saga);
    checkRest(saga);
  }

  /** A saga at rest waits for a person, every other one for an event or a timer. */
  private static void checkRest(Saga row) {
    StepCounts counts = row.counts();
    boolean timed = counts.backingOff() > 0 && row.intent() == Intent.RUN;
    boolean goesOn = counts.dispatched() > 0 || timed;
    require((row.state() == SagaState.RUNNING) == goesOn, "nothing is to come", row);
    switch (row.state()) {
      case SUCCEEDED ->
          require(counts.succeeded() + counts.skipped() == counts.total(), "not done", row);
      case CANCELLED ->
          require(counts.waiting() + counts.active() + counts.failed() == 0, "not over", row);
      case INCIDENT, PAUSED -> require(!LegalOrders.of(row).isEmpty(), "no person can help", row);
      case CREATED, RUNNING, ROLLED_BACK, QUARANTINED -> {
        // Nothing more to say of these.
      }
    }
  }

  private static void checkNode(RowsInMemory.Row row, NodeName node) {
    Saga saga = row.saga();
    Optional<StepName> running = Optional.empty();
    for (StepName name : row.stepsOf(node)) {
      if (row.step(name).state() instanceof StepState.Dispatched) {
        require(running.isEmpty(), "two steps on a node", name);
        running = Optional.of(name);
      }
    }
    for (StepName name : row.stepsOf(node)) {
      SagaStep step = row.step(name);
      boolean idle =
          running.isEmpty()
              && step.state() instanceof StepState.Ready
              && saga.state() == SagaState.RUNNING
              && saga.intent() == Intent.RUN;
      boolean may = idle && (step.planned().gate() || saga.gate() == 0 && isLookedAt(row, node));
      require(!may, "ready on a free node", name);
    }
  }

  private static void checkDependencies(RowsInMemory.Row row, SagaStep step) {
    int unmet = 0;
    for (StepName before : row.dependsOn(step.name())) {
      boolean released =
          row.step(before).state() instanceof StepState.Done done && done.result().releases();
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

  static void require(boolean holds, String otherwise, Object where) {
    if (!holds) {
      throw new AssertionError(otherwise + ": " + where);
    }
  }
}
