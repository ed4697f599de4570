package io.mooring.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.Documents;
import io.mooring.orchestrator.planner.Past;
import io.mooring.orchestrator.planner.Planner;
import io.mooring.orchestrator.planner.StepGraph;
import io.mooring.orchestrator.service.SagaPlans;
import io.mooring.orchestrator.service.SimulatedPlans;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which nodes are pruned, by what earlier sagas did there. */
class PruningTest {
  private static final UUID SECRET = new UUID(2, 2);
  private static final String[] OF_COMPUTE_2 = {
    "undo-define-secret@compute2", "undo-place-keyring:cinder@compute2", "undo-place-conf@compute2"
  };

  private final Planner planner = new Planner();
  private final SagaPlans plans = SimulatedPlans.of(planner);

  @Test
  void whatEarlierAppliesLeftIsPrunedAlsoAfterTheRollbackOfALaterOne() {
    // given
    OpenSaga first = apply(2);
    OpenSaga second = apply(2);
    OpenSaga rollback =
        ended(
            SagaKind.ROLLBACK,
            planner.rollback(EarlierSagas.graph(second), step -> true, second.saga().id()),
            "");

    // then
    assertThat(pruned(1, List.of(rollback, second, first))).containsExactlyInAnyOrder(OF_COMPUTE_2);
  }

  @Test
  void whatAPruningCouldNotDoIsPrunedAgain() {
    // given
    OpenSaga apply = apply(2);
    OpenSaga failed = prune(apply, 1, "undo-place-conf@compute2");
    OpenSaga done = prune(apply, 1, "");

    // then
    assertThat(pruned(1, List.of(failed, apply))).containsExactlyInAnyOrder(OF_COMPUTE_2);
    assertThat(pruned(1, List.of(done, failed, apply))).isEmpty();
  }

  @Test
  void aNodeThatLeftBeforeAnotherIsNotForgotten() {
    // given
    OpenSaga three = apply(3);
    OpenSaga two = apply(2);
    OpenSaga onlyTheSecond = ended(SagaKind.PRUNE, graph(1, List.of(two)), "");

    // then
    assertThat(pruned(1, List.of(two, three)))
        .contains(OF_COMPUTE_2)
        .contains("undo-place-conf@compute3")
        .hasSize(6);
    assertThat(pruned(1, List.of(onlyTheSecond, two, three)))
        .containsExactlyInAnyOrder(
            "undo-define-secret@compute3",
            "undo-place-keyring:cinder@compute3",
            "undo-place-conf@compute3");
  }

  @Test
  void whereEveryNodeIsWantedThereIsNothingToPrune() {
    assertThat(pruned(2, List.of(apply(2)))).isEmpty();
  }

  private OpenSaga apply(int computes) {
    return ended(
        SagaKind.APPLY, planner.apply(Documents.cloud(1, computes), Past.none(SECRET)), "");
  }

  private OpenSaga prune(OpenSaga apply, int computes, String failing) {
    return ended(SagaKind.PRUNE, graph(computes, List.of(apply)), failing);
  }

  private List<String> pruned(int computes, List<OpenSaga> newestFirst) {
    return graph(computes, newestFirst).steps().stream()
        .map(step -> step.name().toString())
        .toList();
  }

  private StepGraph graph(int computes, List<OpenSaga> newestFirst) {
    SagaPlans.Situation situation =
        new SagaPlans.Situation(Documents.cloud(1, computes), "stored", SECRET, newestFirst);
    return switch (plans.prepare(SagaKind.PRUNE, SagaPlans.Request.PLAIN, situation)) {
      case SagaPlans.Prepared.Ready ready -> ready.graph();
      case SagaPlans.Prepared.NothingToUndo nothing -> new StepGraph(List.of(), List.of());
      case SagaPlans.Prepared.NoSuchPlan other -> throw new AssertionError(other);
      case SagaPlans.Prepared.NoSuchPool other -> throw new AssertionError(other);
      case SagaPlans.Prepared.NoSuchDecision other -> throw new AssertionError(other);
      case SagaPlans.Prepared.NotYet other -> throw new AssertionError(other);
    };
  }

  private static OpenSaga ended(SagaKind kind, StepGraph graph, String failing) {
    return new Course(
            kind,
            graph,
            (command, execution) -> {
              StepName step = command.dispatch().step();
              Event event =
                  step.toString().equals(failing)
                      ? Events.failed(execution, ErrorCode.FILE_NOT_OURS)
                      : Course.done(execution, true);
              return Optional.of(event);
            })
        .run()
        .saga()
        .open();
  }
}
