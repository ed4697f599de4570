package io.mooring.ceph;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action.CreatePool;
import io.mooring.contracts.Action.WantedPool;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding.Severity;
import io.mooring.contracts.PoolName;
import io.mooring.infrastructure.Site;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CreatePoolStepTest {
  private static final PoolName NAME = new PoolName("images");
  private Decisions decisions = Decisions.NONE;

  @Test
  void aMissingPoolIsCreated() {
    Plan plan = plan(OptionalInt.of(32), null);
    assertThat(plan.changes()).extracting(Change::kind).containsExactly(Change.Kind.CREATE);
    assertThat(plan.changes().getFirst().summary()).contains("32 placement groups");
  }

  @Test
  void aPoolOfRbdIsAdoptedAsItIs() {
    Plan plan = plan(OptionalInt.of(32), new PoolState(7, 128, 3, false, Set.of("rbd"), 1000));
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.INFO);
              assertThat(finding.message()).contains("128", "32", "left as it is");
            });
  }

  @Test
  void anEmptyPoolWithoutApplicationIsAdopted() {
    Plan plan = plan(OptionalInt.empty(), new PoolState(7, 32, 3, false, Set.of(), 0));
    assertThat(plan.changes()).extracting(Change::kind).containsExactly(Change.Kind.UPDATE);
    assertThat(plan.findings()).isEmpty();
  }

  @Test
  void somebodysObjectsAreAConflict() {
    stops(new PoolState(7, 32, 3, false, Set.of(), 7), "7 objects");
  }

  @Test
  void somebodysObjectsAreAdoptedWhenAPersonSaidSo() {
    decisions = new Decisions(Map.of("pool-conflict:images", "adopt"));

    Plan plan = plan(OptionalInt.empty(), new PoolState(7, 32, 3, false, Set.of(), 7));

    assertThat(plan.stop()).isEmpty();
    assertThat(plan.changes()).extracting(Change::kind).containsExactly(Change.Kind.UPDATE);
  }

  @Test
  void anotherApplicationIsAConflict() {
    stops(new PoolState(7, 32, 3, false, Set.of("cephfs"), 0), "cephfs");
  }

  @Test
  void anErasureCodedPoolIsAConflict() {
    stops(new PoolState(7, 32, 5, true, Set.of("rbd"), 0), "erasure coded");
  }

  @Test
  void theRealClustersPoolIsFound() {
    Answers answers = Recorded.answers(2, Recorded.text("pools.json"));
    Optional<PoolState> pool =
        Pools.find(new PoolName("device_health_metrics"), answers.get(0), answers.get(1));
    assertThat(pool).contains(new PoolState(1, 1, 3, false, Set.of("mgr_devicehealth"), 0));
    assertThat(Pools.find(NAME, answers.get(0), answers.get(1))).isEmpty();
  }

  private void stops(PoolState pool, String because) {
    Plan plan = plan(OptionalInt.empty(), pool);
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.POOL_CONFLICT);
              assertThat(stop.message()).contains(because);
            });
  }

  private Plan plan(OptionalInt pgNum, PoolState found) {
    return new CreatePoolStep(new Cluster(null))
        .plan(
            new CreatePool(Site.CEPH, new WantedPool(NAME, pgNum)),
            new FoundPool(
                Optional.ofNullable(found),
                Map.of(),
                new DeletionGuard(Optional.empty(), false),
                decisions));
  }
}
