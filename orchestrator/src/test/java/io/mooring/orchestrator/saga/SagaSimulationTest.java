package io.mooring.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Limits;
import io.mooring.orchestrator.document.Documents;
import io.mooring.orchestrator.persistence.RowsInMemory;
import io.mooring.orchestrator.planner.Runbooks;
import io.mooring.orchestrator.planner.StepGraph;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SagaSimulationTest {
  private static final int SEEDS = Integer.getInteger("seeds", 100);
  private static final int LIVES = Integer.getInteger("lives", 10_000);

  private final StepGraph lab = Runbooks.of(Documents.lab());

  @Test
  void withoutTroubleEveryStepTakesOneAttempt() {
    everyStepTookOneAttempt(SimulatedWorld.of(1, Surroundings.CALM).run(lab));
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
  @Tag("fault")
  void aBusThatIsAwayForMinutesCostsNoAttempt() {
    Surroundings surroundings =
        Surroundings.CALM.withoutBusFor(Limits.INSTALLATION.plusMinutes(10)).inBatches();

    everyStepTookOneAttempt(SimulatedWorld.of(1, surroundings).run(lab));
  }

  @Test
  void aThousandColdNodesThatWaitForSlotsCostNoAttempt() {
    StepGraph cloud = Runbooks.of(Documents.cloud(3, 1000));
    Surroundings surroundings = Surroundings.CALM.taking(Duration.ofSeconds(25)).inBatches();

    everyStepTookOneAttempt(SimulatedWorld.of(1, surroundings).run(cloud));
  }

  /**
   * Checks, plans, applies, verifications, rollbacks, prunings and removals on the same nodes, each
   * with everything going wrong, two orchestrators and people who give orders at any time.
   */
  @Test
  @Tag("fault")
  void wholeLivesKeepTheirPromises() {
    Map<SagaKind, Integer> lived =
        LongStream.range(0, LIVES)
            .parallel()
            .mapToObj(SagaSimulationTest::live)
            .flatMap(life -> life.entrySet().stream())
            .collect(
                Collectors.toConcurrentMap(Map.Entry::getKey, Map.Entry::getValue, Integer::sum));

    assertThat(lived.keySet()).containsAll(EnumSet.complementOf(EnumSet.of(SagaKind.ROTATE_KEYS)));
  }

  private static Map<SagaKind, Integer> live(long seed) {
    try {
      return new SimulatedLife(seed).live();
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
    }
  }

  private int endsWith(Surroundings surroundings) {
    return (int)
        LongStream.range(0, SEEDS)
            .map(
                seed -> {
                  try {
                    SimulatedWorld world = SimulatedWorld.of(seed, surroundings);
                    assertThat(world.run(lab).saga().state())
                        .isIn(SagaState.SUCCEEDED, SagaState.INCIDENT);
                    return world.cluster().biggestBatch();
                  } catch (AssertionError failure) {
                    throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
                  }
                })
            .max()
            .orElseThrow();
  }

  private static void everyStepTookOneAttempt(RowsInMemory.Row saga) {
    assertThat(saga.saga().state()).isEqualTo(SagaState.SUCCEEDED);
    assertThat(saga.saga().dispatches()).isEqualTo(saga.steps().size());
    assertThat(saga.steps()).allMatch(step -> step.attempt() == 1);
    assertThat(saga.history())
        .extracting(HistoryEntry::type)
        .doesNotContain(HistoryType.STEP_UNKNOWN, HistoryType.STEP_NOT_STARTED);
  }
}
