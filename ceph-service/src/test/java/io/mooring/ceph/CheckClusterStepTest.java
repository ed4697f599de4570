package io.mooring.ceph;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.infrastructure.Site;
import io.mooring.contracts.Action.CheckCluster;
import io.mooring.contracts.Action.WantedPool;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Finding.Severity;
import io.mooring.contracts.PoolName;
import io.mooring.participant.step.Plan;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckClusterStepTest {
  private static final String HEALTHY = Recorded.text("cluster.json");

  @Test
  void aHealthyClusterTellsWhoItIs() {
    Plan plan = plan(HEALTHY, Set.of(), pool("images", OptionalInt.empty()));
    assertThat(plan.findings()).isEmpty();
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.summary())
        .isEqualTo("Ceph pacific, 1 of 1 monitors in quorum, 3 of 3 OSDs up, health HEALTH_OK");
    assertThat(plan.facts())
        .containsEntry("ceph.fsid", "030030c0-0952-4d5e-ac09-9c2eb83e76b7")
        .containsEntry("ceph.release", "pacific");
  }

  @Test
  void aWarningThatNobodyAllowedStopsAndSaysHowToAllowIt() {
    Plan plan = plan(ill("HEALTH_WARN", "OSDMAP_FLAGS", "noout flag(s) set"), Set.of());
    assertThat(plan.stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.CLUSTER_UNHEALTHY);
              assertThat(stop.message()).contains("OSDMAP_FLAGS", "noout flag(s) set");
              assertThat(stop.next()).contains("ceph.allowedWarnings");
            });
  }

  @Test
  void anAllowedWarningIsOnlyMentioned() {
    Plan plan = plan(ill("HEALTH_WARN", "OSDMAP_FLAGS", "noout"), Set.of("OSDMAP_FLAGS"));
    assertThat(plan.findings()).extracting(Finding::severity).containsExactly(Severity.INFO);
  }

  @Test
  void anErrorCanNotBeAllowed() {
    Plan plan = plan(ill("HEALTH_ERR", "OSD_FULL", "1 full osd(s)"), Set.of("OSD_FULL"));
    assertThat(plan.stop()).isPresent();
  }

  @Test
  void aMutedWarningDoesNotCount() {
    String muted =
        HEALTHY.replace(
            "\"checks\":{}",
            "\"checks\":{\"X\":{\"severity\":\"HEALTH_WARN\",\"summary\":{\"message\":\"x\"},"
                + "\"muted\":true}}");
    assertThat(plan(muted, Set.of()).findings()).isEmpty();
  }

  @Test
  void aPoolThatWeLeftHalfMadeDoesNotStopUs() {
    String halfMade =
        ill("HEALTH_WARN", "POOL_APP_NOT_ENABLED", "1 pool(s) do not have an application enabled")
            .replace(
                "\"application_metadata\":{\"mgr_devicehealth\":{}}",
                "\"application_metadata\":{}");
    assertThat(plan(halfMade, Set.of(), pool("device_health_metrics", OptionalInt.empty())).stop())
        .isEmpty();
    assertThat(plan(halfMade, Set.of(), pool("images", OptionalInt.empty())).stop()).isPresent();
  }

  @Test
  void newPoolsMustFitTheBudget() {
    assertThat(plan(HEALTHY, Set.of(), pool("a", OptionalInt.of(249))).stop()).isEmpty();
    assertThat(plan(HEALTHY, Set.of(), pool("a", OptionalInt.of(250))).stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.PLACEMENT_GROUP_BUDGET);
              assertThat(stop.message()).contains("3 replicas", "would add 750", "may have 750");
            });
  }

  @Test
  void aPoolThatIsThereNeedsNoBudget() {
    Plan plan = plan(HEALTHY, Set.of(), pool("device_health_metrics", OptionalInt.of(4096)));
    assertThat(plan.stop()).isEmpty();
  }

  @Test
  void aClusterWithoutOsdsStops() {
    String empty = HEALTHY.replace("\"num_in_osds\":3", "\"num_in_osds\":0");
    assertThat(plan(empty, Set.of()).stop()).isPresent();
  }

  private static String ill(String severity, String code, String message) {
    return HEALTHY.replace(
        "\"health\":{\"status\":\"HEALTH_OK\",\"checks\":{}",
        ("\"health\":{\"status\":\"%s\",\"checks\":{\"%s\":{\"severity\":\"%s\","
                + "\"summary\":{\"message\":\"%s\",\"count\":1},\"muted\":false}}")
            .formatted(severity, code, severity, message));
  }

  private static WantedPool pool(String name, OptionalInt pgNum) {
    return new WantedPool(new PoolName(name), pgNum);
  }

  private static Plan plan(String recorded, Set<String> allowed, WantedPool... pools) {
    Answers answers = Recorded.answers(ClusterState.QUESTIONS.length, recorded);
    return new CheckClusterStep(new Cluster(null))
        .plan(new CheckCluster(Site.CEPH, allowed, List.of(pools)), ClusterState.read(answers));
  }
}
