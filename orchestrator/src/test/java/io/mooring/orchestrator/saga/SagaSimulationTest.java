package io.mooring.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.orchestrator.document.Documents;
import io.mooring.orchestrator.planner.Planner;
import io.mooring.orchestrator.planner.StepGraph;
import io.mooring.orchestrator.saga.SimulatedWorld.Trouble;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SagaSimulationTest {
  private static final int SEEDS = Integer.getInteger("seeds", 1000);
  private static final UUID SECRET = new UUID(2, 2);

  private final StepGraph lab = new Planner().plan(Documents.lab(), SECRET);

  @Test
  void withoutTroubleEveryStepTakesOneAttempt() {
    SagaStore saga = new SimulatedWorld(1, Trouble.NONE, lab).run();

    assertThat(saga.saga().state()).isEqualTo(SagaState.SUCCEEDED);
    assertThat(saga.saga().dispatches()).isEqualTo(lab.steps().size());
    assertThat(saga.steps()).allMatch(step -> step.attempt() == 1);
  }

  @Test
  void whateverGoesWrongTheSagaEndsAndKeepsItsPromises() {
    LongStream.range(0, SEEDS)
        .forEach(
            seed -> {
              try {
                SagaStore saga = new SimulatedWorld(seed, Trouble.MUCH, lab).run();
                assertThat(saga.saga().state()).isIn(SagaState.SUCCEEDED, SagaState.INCIDENT);
              } catch (AssertionError failure) {
                throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
              }
            });
  }

  @Test
  void anEventCostsTheSameInASagaOfAnySize() {
    int small = rowsBesideDependents(4);
    int big = rowsBesideDependents(120);

    assertThat(big).isEqualTo(small).isLessThanOrEqualTo(3);
  }

  private static int rowsBesideDependents(int computes) {
    StepGraph graph = new Planner().plan(Documents.cloud(3, computes), SECRET);
    SimulatedWorld world = new SimulatedWorld(1, Trouble.NONE, graph);
    assertThat(world.run().saga().state()).isEqualTo(SagaState.SUCCEEDED);
    return world.mostRowsBesideDependents();
  }
}
