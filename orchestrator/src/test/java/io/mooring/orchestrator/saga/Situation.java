package io.mooring.orchestrator.saga;

import io.mooring.contracts.Choice;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.orchestrator.document.Documents;
import io.mooring.orchestrator.document.RetryPolicy;
import io.mooring.orchestrator.persistence.SagaInMemory;
import io.mooring.orchestrator.planner.Edge;
import io.mooring.orchestrator.planner.PlannedStep;
import io.mooring.orchestrator.planner.Runbooks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A small saga around one step: the step under test on one node, another step on the same node, and
 * a step on another node that the first may wait for.
 */
final class Situation {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final UUID COMMAND = new UUID(3, 3);
  static final int ATTEMPT = 2;
  static final RetryPolicy POLICY =
      new RetryPolicy(3, Duration.ofSeconds(2), Duration.ofSeconds(30));

  private static final List<PlannedStep> LAB = Runbooks.of(Documents.lab()).steps();

  static final Duration START_WITHIN = Duration.ofHours(6);

  /** A step that the one under test may wait for. */
  static final PlannedStep BEFORE = planned("create-user:glance@ceph-mon-01");

  /** Another step on the node of the one under test, earlier in the order. */
  static final PlannedStep BESIDE = planned("install-client@openstack-controller01");

  /** The step under test. */
  static final PlannedStep STEP = planned("place-keyring:glance@openstack-controller01");

  static final StepProblem PROBLEM =
      new StepProblem(ErrorCode.NODE_UNREACHABLE, true, "No answer.", "Wait.");

  private final SagaInMemory store;

  /**
   * Sets the scene.
   *
   * @param step the step under test
   * @param nodeBusy whether the step beside it has their node
   * @param waits whether it waits for the step before it, which is dispatched then
   */
  Situation(SagaStep step, boolean nodeBusy, boolean waits) {
    SagaStep before = waits ? dispatched(BEFORE) : succeeded(BEFORE);
    SagaStep beside = nodeBusy ? dispatched(BESIDE) : succeeded(BESIDE);
    List<SagaStep> steps = List.of(before, beside, step);
    StepCounts counts = StepCounts.of(steps);
    SagaState state =
        counts.active() > 0
            ? SagaState.RUNNING
            : counts.failed() > 0 ? SagaState.INCIDENT : SagaState.SUCCEEDED;
    Saga saga =
        new Saga(
            Events.SAGA,
            7,
            Events.INTEGRATION,
            SagaKind.APPLY,
            Optional.empty(),
            state,
            Intent.RUN,
            counts,
            0,
            41,
            1,
            Map.of(),
            Map.of());
    store =
        new SagaInMemory(
            new SagaEngine(() -> new UUID(4, 4), delay -> delay, START_WITHIN),
            new NewSaga(saga, steps, List.of(new Edge(BEFORE.name(), STEP.name()))));
  }

  /** Applies an input; returns the transition. */
  Transition apply(SagaInput input) {
    return store.apply(input, NOW);
  }

  /** The step under test as it is now. */
  SagaStep step() {
    return store.step(STEP.name());
  }

  Saga saga() {
    return store.saga();
  }

  /** The step under test in a state. */
  static SagaStep step(StepState state, int tries) {
    return new SagaStep(STEP, state, ATTEMPT, tries, Optional.of(NOW), Marks.NONE);
  }

  static StepState.Dispatched begun() {
    return dispatched().begun(NOW.plusSeconds(60));
  }

  static StepState.Dispatched dispatched() {
    return new StepState.Dispatched(COMMAND, 7L << 32 | 40, NOW.plusSeconds(60), false);
  }

  /** It stops at what a person may decide. */
  static StepState halted() {
    Finding finding =
        Finding.stop(ErrorCode.FOREIGN_CLUSTER, "Another cluster's file is there.")
            .deciding("foreign-conf", new Choice("keep", "The file stays as it is."));
    StepReport report =
        new StepReport(
            "no", List.of(), List.of(finding), Duration.ZERO, Optional.empty(), List.of());
    return new StepState.Halted(NOW, PROBLEM, finding.choices(), report);
  }

  /** The step under test, of which nothing more happens. */
  static SagaStep done(Result result) {
    return step(new StepState.Done(NOW, result, StepReport.of("done")), 1);
  }

  static SagaStep dispatched(PlannedStep planned) {
    return new SagaStep(planned, dispatched(), ATTEMPT, 1, Optional.of(NOW), Marks.NONE);
  }

  static SagaStep succeeded(PlannedStep planned) {
    return new SagaStep(
        planned,
        new StepState.Done(NOW, Result.UNCHANGED, StepReport.of("nothing to do")),
        ATTEMPT,
        1,
        Optional.of(NOW),
        Marks.NONE);
  }

  static SagaInput order(Order order) {
    return new SagaInput.Ordered(order, "tester", "because");
  }

  private static PlannedStep planned(String name) {
    PlannedStep found =
        LAB.stream().filter(step -> step.name().toString().equals(name)).findFirst().orElseThrow();
    return new PlannedStep(
        found.name(),
        found.phase(),
        found.ordinal(),
        found.mode(),
        found.node(),
        found.action(),
        found.limit(),
        POLICY,
        found.basis(),
        false,
        found.unreachable());
  }
}
