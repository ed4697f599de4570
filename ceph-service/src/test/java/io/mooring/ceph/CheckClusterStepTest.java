package io.mooring.ceph;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action.CheckCluster;
import io.mooring.contracts.Action.WantedPool;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.PoolName;
import io.mooring.infrastructure.Site;
import io.mooring.participant.step.Plan;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckClusterStepTest {
  private static final String HEALTHY = Recorded.text("cluster.json");

  @Test
  void aHealthyClusterTellsWhoItIs() {
    Plan plan = plan(HEALTHY, Set.of(), pool("images", OptionalInt.empty()));
    assertThat(plan.findings()).isEmpty();
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.summary())
        .isEqualTo("Ceph pacific, 1 of 1 monitor in quorum, 3 of 3 OSDs up, health HEALTH_OK");
    assertThat(plan.facts())
        .containsEntry("ceph.fsid", "030030c0-0952-4d5e-ac09-9c2eb83e76b7")
        .containsEntry("ceph.release", "pacific");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MON_DOWN",
        "PG_NOT_DEEP_SCRUBBED",
        "RECENT_CRASH",
        "OSD_NEARFULL",
        "POOL_NEAR_FULL"
      })
  void anEverydayWarningIsShownAndHoldsNothingUp(String code) {
    Plan plan = plan(ill("HEALTH_WARN", code, "as usual"), Set.of());
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
              assertThat(finding.message()).contains(code, "as usual");
              assertThat(finding.next()).contains("ceph.stoppingWarnings");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"OSD_BACKFILLFULL", "POOL_FULL", "PG_DAMAGED", "NEVER_HEARD_OF"})
  void aWarningThatEndangersTheIntegrationStopsAndSaysHowToAllowIt(String code) {
    Plan plan = plan(ill("HEALTH_WARN", code, "too full"), Set.of());
    assertThat(plan.stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.CLUSTER_UNHEALTHY);
              assertThat(stop.message()).contains(code, "too full");
              assertThat(stop.next()).contains("ceph.allowedWarnings");
            });
  }

  @Test
  void aClockSkewIsWaitedFor() {
    Plan plan = plan(ill("HEALTH_WARN", "MON_CLOCK_SKEW", "clock skew on mon.b"), Set.of());
    assertThat(plan.stop().orElseThrow().code()).isEqualTo(ErrorCode.CLUSTER_SETTLING);
    assertThat(ErrorCode.CLUSTER_SETTLING.retryable()).isTrue();
  }

  @Test
  void flagsOfMaintenancePassAndAPausedClusterStops() {
    assertThat(plan(ill("HEALTH_WARN", "OSDMAP_FLAGS", "noout flag(s) set"), Set.of()).stop())
        .isEmpty();
    assertThat(
            plan(ill("HEALTH_WARN", "OSDMAP_FLAGS", "pauserd,pausewr flag(s) set"), Set.of())
                .stop())
        .isPresent();
  }

  @Test
  void theDocumentLoosensAndTightens() {
    assertThat(plan(ill("HEALTH_WARN", "POOL_FULL", "x"), Set.of("POOL_FULL")).stop()).isEmpty();
    assertThat(
            plan(ill("HEALTH_WARN", "MON_DOWN", "x"), Set.of("MON_DOWN"), Set.of("MON_DOWN"))
                .stop())
        .isPresent();
  }

  @Test
  void anAdminNodeThatDidNotAnswerIsNamed() {
    Answers answers =
        Recorded.answers(ClusterState.QUESTIONS.length, HEALTHY).withSilent(List.of("mon-a: no"));
    Plan plan = plan(answers, Set.of(), Set.of());
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.findings())
        .extracting(Finding::message)
        .singleElement()
        .asString()
        .contains("mon-a: no");
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
    return plan(recorded, allowed, Set.of(), pools);
  }

  private static Plan plan(
      String recorded, Set<String> allowed, Set<String> stopping, WantedPool... pools) {
    return plan(
        Recorded.answers(ClusterState.QUESTIONS.length, recorded), allowed, stopping, pools);
  }

  private static Plan plan(
      Answers answers, Set<String> allowed, Set<String> stopping, WantedPool... pools) {
    return new CheckClusterStep(new Cluster(null))
        .plan(
            new CheckCluster(Site.CEPH, allowed, stopping, List.of(pools)),
            ClusterState.read(answers));
  }
}
