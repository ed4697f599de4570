package io.mooring.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Limits;
import io.mooring.orchestrator.document.Documents;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.persistence.SagaInMemory;
import io.mooring.orchestrator.planner.Runbooks;
import io.mooring.orchestrator.planner.StepGraph;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SagaSimulationTest {
  private static final int SEEDS = Integer.getInteger("seeds", 100);
  private static final int LIVES = Integer.getInteger("lives", 10_000);

  private final StepGraph lab = Runbooks.of(Documents.lab());

  @Test
  void withoutTroubleEveryStepTakesOneAttempt() {
    everyStepTookOneAttempt(new SimulatedWorld(1, Surroundings.CALM, lab).run());
  }

  @Test
  void whateverGoesWrongTheSagaEndsAndKeepsItsPromises() {
    endsWith(Surroundings.CALM.with(Trouble.MUCH));
  }

  @Test
  void whateverGoesWrongTheSagaEndsAlsoWhenManyEventsAreOneTransaction() {
    int biggest = endsWith(Surroundings.CALM.with(Trouble.MUCH).inBatches());

    assertThat(biggest).isGreaterThan(5);
  }

  /** Two minutes are more than most steps may take once they have begun. */
  @Test
  void aBusThatIsAwayForMinutesCostsNoAttempt() {
    Surroundings surroundings =
        Surroundings.CALM.withoutBusFor(Limits.INSTALLATION.plusMinutes(10)).inBatches();

    everyStepTookOneAttempt(new SimulatedWorld(1, surroundings, lab).run());
  }

  @Test
  void aThousandColdNodesThatWaitForSlotsCostNoAttempt() {
    StepGraph cloud = Runbooks.of(Documents.cloud(3, 1000));
    Surroundings surroundings = Surroundings.CALM.taking(Duration.ofSeconds(25)).inBatches();

    everyStepTookOneAttempt(new SimulatedWorld(1, surroundings, cloud).run());
  }

  /**
   * An apply, another one, a verification and a rollback on the same nodes, each with everything
   * going wrong and people giving orders at any time.
   */
  @Test
  void wholeLivesKeepTheirPromises() {
    IntegrationDocument document = Documents.cloud(1, 1);
    LongStream.range(0, LIVES)
        .parallel()
        .forEach(
            seed -> {
              try {
                new SimulatedLife(seed, document).live();
              } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
              }
            });
  }

  private int endsWith(Surroundings surroundings) {
    return (int)
        LongStream.range(0, SEEDS)
            .map(
                seed -> {
                  try {
                    SimulatedWorld world = new SimulatedWorld(seed, surroundings, lab);
                    assertThat(world.run().saga().state())
                        .isIn(SagaState.SUCCEEDED, SagaState.INCIDENT);
                    return world.biggestBatch();
                  } catch (AssertionError failure) {
                    throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
                  }
                })
            .max()
            .orElseThrow();
  }

  private static void everyStepTookOneAttempt(SagaInMemory saga) {
    assertThat(saga.saga().state()).isEqualTo(SagaState.SUCCEEDED);
    assertThat(saga.saga().dispatches()).isEqualTo(saga.steps().size());
    assertThat(saga.steps()).allMatch(step -> step.attempt() == 1);
    assertThat(saga.history())
        .extracting(HistoryEntry::type)
        .doesNotContain(HistoryType.STEP_UNKNOWN, HistoryType.STEP_NOT_STARTED);
  }
}
