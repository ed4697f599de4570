package io.mooring.ceph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CreatePoolStepTest {
  private static final PoolName NAME = new PoolName("images");
  private static final JsonNode RULES =
      JsonNodeFactory.instance
          .arrayNode()
          .add(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("rule_id", 0)
                  .put("rule_name", "replicated_rule"));
  private Decisions decisions = Decisions.NONE;

  @Test
  void aMissingPoolIsCreated() {
    Plan plan = plan(OptionalInt.of(32), null);
    assertThat(plan.changes()).extracting(Change::kind).containsExactly(Change.Kind.CREATE);
    assertThat(plan.changes().getFirst().summary()).contains("32 placement groups");
  }

  @Test
  void aPoolOfRbdIsAdoptedAsItIs() {
    Plan plan = plan(OptionalInt.of(32), pool(7, 128, 3, false, Set.of("rbd"), 1000));
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
    Plan plan = plan(OptionalInt.empty(), pool(7, 32, 3, false, Set.of(), 0));
    assertThat(plan.changes()).extracting(Change::kind).containsExactly(Change.Kind.UPDATE);
    assertThat(plan.findings()).isEmpty();
  }

  @Test
  void somebodysObjectsAreAConflict() {
    stops(pool(7, 32, 3, false, Set.of(), 7), "7 objects");
  }

  @Test
  void somebodysObjectsAreAdoptedWhenAPersonSaidSo() {
    decisions = new Decisions(Map.of("pool-conflict:images", "adopt"));

    Plan plan = plan(OptionalInt.empty(), pool(7, 32, 3, false, Set.of(), 7));

    assertThat(plan.stop()).isEmpty();
    assertThat(plan.changes()).extracting(Change::kind).containsExactly(Change.Kind.UPDATE);
  }

  @Test
  void anotherApplicationIsAConflict() {
    stops(pool(7, 32, 3, false, Set.of("cephfs"), 0), "cephfs");
  }

  @Test
  void anErasureCodedPoolIsAConflict() {
    stops(pool(7, 32, 5, true, Set.of("rbd"), 0), "erasure coded");
  }

  @Test
  void theRealClustersPoolIsFound() {
    Answers answers = Recorded.answers(2, Recorded.text("pools.json"));
    Optional<PoolState> pool =
        Pools.find(new PoolName("device_health_metrics"), answers.get(0), answers.get(1), RULES);
    assertThat(pool).contains(pool(1, 1, 3, false, Set.of("mgr_devicehealth"), 0));
    assertThat(Pools.find(NAME, answers.get(0), answers.get(1), RULES)).isEmpty();
  }

  @Test
  void aNewPoolIsPlacedAndLimitedAsAsked() {
    Plan plan = plan(wanted("fast", 1024, 7), null);

    assertThat(plan.findings()).isEmpty();
    assertThat(plan.changes())
        .singleElement()
        .satisfies(
            change ->
                assertThat(change.summary())
                    .contains("by the CRUSH rule fast", "1024 bytes", "7 objects"));
  }

  @Test
  void aRuleThatIsNotThereIsNamedWithThoseThatAre() {
    assertThat(plan(wanted("slow", 0, 0), null).stop())
        .hasValueSatisfying(
            stop -> assertThat(stop.message()).contains("slow", "fast", "replicated_rule"));
  }

  @Test
  void whatIsNotAskedForStaysAsItIs() {
    PoolState limited =
        new PoolState(
            7, 32, 3, Optional.empty(), Set.of("rbd"), 5, 500, new PoolShape("fast", 4096, 100));

    assertThat(plan(OptionalInt.empty(), limited).changes()).isEmpty();
  }

  @Test
  void aQuotaIsChangedWhenAsked() {
    Plan plan = plan(wanted(null, 4096, 0), pool(7, 32, 3, false, Set.of("rbd"), 5));

    assertThat(plan.stop()).isEmpty();
    assertThat(plan.changes())
        .singleElement()
        .satisfies(
            change ->
                assertThat(change.summary()).isEqualTo("at most 4096 instead of any number bytes"));
  }

  @Test
  void aQuotaThatIsReachedAlreadyStops() {
    PoolState used =
        new PoolState(
            7,
            32,
            3,
            Optional.empty(),
            Set.of("rbd"),
            5,
            500,
            new PoolShape("replicated_rule", 0, 0));

    assertThat(plan(wanted(null, 500, 0), used).stop())
        .hasValueSatisfying(
            stop -> assertThat(stop.message()).contains("500 bytes", "nobody could write"));
  }

  @Test
  void dataMovesToAnotherRuleOnlyWhenAPersonSaidSo() {
    PoolState full = pool(7, 32, 3, false, Set.of("rbd"), 5);

    assertThat(plan(wanted("fast", 0, 0), pool(7, 32, 3, false, Set.of("rbd"), 0)).stop())
        .isEmpty();
    assertThat(plan(wanted("fast", 0, 0), full).stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.key()).isEqualTo("crush-rule:images");
              assertThat(stop.message()).contains("5 objects would be moved");
            });
    decisions = new Decisions(Map.of("crush-rule:images", "move"));
    assertThat(plan(wanted("fast", 0, 0), full).stop()).isEmpty();
    assertThat(plan(wanted("fast", 0, 0), full).changes()).hasSize(1);
  }

  @Test
  void aPoolForDataIsMadeByAProfileThatIsNamed() {
    Plan plan = plan(forData("two-one"), null);

    assertThat(plan.stop()).isEmpty();
    assertThat(plan.changes())
        .singleElement()
        .satisfies(
            change ->
                assertThat(change.summary())
                    .contains(
                        "erasure coded by the profile two-one",
                        "2 pieces of data and 1 more of each object on 3 osds"));
  }

  @Test
  void aProfileThatIsNotThereIsNamedWithThoseThatAre() {
    assertThat(plan(forData("four-two"), null).stop())
        .hasValueSatisfying(
            stop -> assertThat(stop.message()).contains("four-two", "default, two-one"));
  }

  @Test
  void aProfileThatAsksForMorePlacesThanThereAreStops() {
    FoundPool twoPlaces = found(null).by(Optional.of(profile("two-one", 2)));

    assertThat(step().plan(new CreatePool(Site.CEPH, forData("two-one")), twoPlaces).stop())
        .hasValueSatisfying(
            stop -> assertThat(stop.message()).contains("the cluster has 2", "nobody could write"));
  }

  @Test
  void aPoolForDataIsAdoptedWhereItsCodeIsTheSame() {
    Plan plan = plan(forData("two-one"), pool(7, 32, 3, true, Set.of("rbd"), 5));

    assertThat(plan.stop()).isEmpty();
    assertThat(plan.changes()).isEmpty();
    assertThat(plan(forData("default"), pool(7, 32, 3, true, Set.of("rbd"), 5)).stop())
        .hasValueSatisfying(
            stop -> assertThat(stop.message()).contains("two-one", "the document says default"));
    assertThat(plan(forData("two-one"), pool(7, 32, 3, false, Set.of("rbd"), 5)).stop())
        .hasValueSatisfying(stop -> assertThat(stop.message()).contains("keeps replicas"));
  }

  @Test
  void aPoolForDataGetsWhatRbdNeedsOfIt() {
    PoolState bare =
        new PoolState(
            7,
            32,
            3,
            Optional.of(new ErasureCode("two-one", false)),
            Set.of(),
            0,
            0,
            new PoolShape("two-one", 0, 0));

    assertThat(plan(forData("two-one"), bare).changes())
        .extracting(Change::summary)
        .satisfiesExactly(
            application -> assertThat(application).contains("the application rbd"),
            overwrites -> assertThat(overwrites).contains("allow_ec_overwrites"));
  }

  private static FoundProfile profile(String name, int places) {
    return new FoundProfile(name, new TreeSet<>(Set.of("default", "two-one")), 2, 1, "osd", places);
  }

  private static WantedPool forData(String profile) {
    return new WantedPool(
        NAME,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(profile));
  }

  private static PoolState pool(
      int id, int pgNum, int size, boolean erasureCoded, Set<String> applications, long objects) {
    return new PoolState(
        id,
        pgNum,
        size,
        erasureCoded ? Optional.of(new ErasureCode("two-one", true)) : Optional.empty(),
        applications,
        objects,
        0,
        new PoolShape("replicated_rule", 0, 0));
  }

  private static WantedPool wanted(String rule, long bytes, long objects) {
    return new WantedPool(
        NAME,
        OptionalInt.empty(),
        Optional.ofNullable(rule),
        Optional.of(bytes),
        Optional.of(objects),
        Optional.empty());
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
    return plan(new WantedPool(NAME, pgNum), found);
  }

  private Plan plan(WantedPool wanted, PoolState pool) {
    FoundPool found = found(pool).by(wanted.profile().map(name -> profile(name, 3)));
    return step().plan(new CreatePool(Site.CEPH, wanted), found);
  }

  private static CreatePoolStep step() {
    return new CreatePoolStep(new Cluster(null));
  }

  private FoundPool found(PoolState pool) {
    return new FoundPool(
        Optional.ofNullable(pool),
        Map.of(),
        Map.of(),
        Set.of("replicated_rule", "fast"),
        Optional.empty(),
        new DeletionGuard(Optional.empty(), false),
        decisions);
  }
}
