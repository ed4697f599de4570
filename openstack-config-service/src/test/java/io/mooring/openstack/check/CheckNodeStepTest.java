package io.mooring.openstack.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action;
import io.mooring.contracts.Action.Role;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.Seen;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.NodeLayouts;
import io.mooring.node.layout.ServiceKind;
import io.mooring.participant.step.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CheckNodeStepTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final String CONTROLLER =
      """
      now 1700000000.250000000
      host controller01
      id debian
      like
      version 12
      free 900 /var
      free 900 /etc
      present flock
      present sha256sum
      present apt-get
      """;
  private final CheckNodeStep check = new CheckNodeStep(Clock.systemUTC());

  @Test
  void shouldFindNothingOnASuitableController() {
    // When
    Plan plan = check.plan(action(512, Role.CONTROLLER), report(CONTROLLER));

    // Then
    assertThat(plan.findings()).isEmpty();
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.summary())
        .isEqualTo(
            "debian 12, ready; glance-api: glance-api.service, as glance; cinder-volume:"
                + " cinder-volume.service, as cinder");
  }

  @Test
  void firstHourFailure2AStorageNodeIsAskedOnlyForCinderVolume() {
    // Given
    NodeLayouts layouts = running(ServiceKind.CINDER_VOLUME);

    // When
    Plan storage = check.plan(action(512, Role.VOLUME), report(CONTROLLER, layouts));
    Plan controller = check.plan(action(512, Role.CONTROLLER), report(CONTROLLER, layouts));

    // Then
    assertThat(storage.findings()).isEmpty();
    assertThat(controller.findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.message())
                    .contains("role controller", "controller01", "glance"));
  }

  @Test
  void shouldReportAllProblemsAtOnce() {
    // Given
    String look =
        """
        now 1700000030.000000000
        host odd
        id plan9
        like
        version 4
        free 100 /var
        free 2000 /etc
        present sha256sum
        """;

    // When
    Plan plan =
        check.plan(action(512, Role.COMPUTE, Role.CEPH_ADMIN), report(look, NodeLayouts.NONE));

    // Then
    assertThat(plan.findings())
        .filteredOn(finding -> finding.severity() == Finding.Severity.STOP)
        .extracting(Finding::code)
        .containsOnly(ErrorCode.NODE_UNSUITABLE, ErrorCode.DISK_SPACE_LOW, ErrorCode.CLOCK_SKEW);
    assertThat(plan.findings())
        .extracting(Finding::message)
        .anySatisfy(message -> assertThat(message).contains("flock"))
        .anySatisfy(message -> assertThat(message).contains("plan9"))
        .anySatisfy(message -> assertThat(message).contains("/var has 100 MiB"))
        .anySatisfy(message -> assertThat(message).contains("29.0 s off"))
        .anySatisfy(message -> assertThat(message).contains("libvirt"))
        .anySatisfy(message -> assertThat(message).contains("nova-compute"))
        .anySatisfy(message -> assertThat(message).contains("ceph"));
  }

  @Test
  void shouldNotStopAtADistributionThatItDoesNotKnow() {
    // When
    Plan plan =
        check.plan(
            action(512, Role.CONTROLLER), report(CONTROLLER.replace("id debian", "id gentoo")));

    // Then
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
              assertThat(finding.message()).contains("gentoo 12");
            });
  }

  @Test
  void shouldTellLaterStepsOfThisNodeHowItRunsItsServices() {
    // When
    Plan plan = check.plan(action(512, Role.CONTROLLER), report(CONTROLLER));

    // Then
    assertThat(plan.facts()).containsOnlyKeys("layout@controller01");
    assertThat(plan.seen())
        .extracting(Seen::state)
        .contains("glance-api: glance-api.service, as glance");
  }

  @Test
  void shouldStopWhereAnEngineThatIsDownHidesTheServices() {
    // Given
    NodeLayouts down =
        new NodeLayouts(List.of(), List.of("docker does not answer: no daemon"), List.of());

    // When
    Plan plan = check.plan(action(512, Role.IMAGE), report(CONTROLLER, down));

    // Then
    assertThat(plan.stop())
        .hasValueSatisfying(
            stop -> assertThat(stop.message()).contains("glance-api", "docker does not answer"));
  }

  @Test
  void shouldNoticeAServiceThatDoesNotStayUp() {
    // Given
    NodeLayouts looping =
        new NodeLayouts(
            running(ServiceKind.GLANCE_API).services(),
            List.of(),
            List.of("kolla-glance_api-container.service does not stay up"));

    // When
    Plan plan = check.plan(action(512, Role.IMAGE), report(CONTROLLER, looping));

    // Then
    assertThat(plan.findings())
        .extracting(Finding::code)
        .containsExactly(ErrorCode.SERVICE_UNHEALTHY);
  }

  @Test
  void shouldLookForGlobalsOnTheDeployerAndSayWhichNodeItIs() {
    // Given
    NodeLayouts none = running();

    // When
    Plan without = check.plan(action(512, Role.DEPLOYER), report(CONTROLLER, none));
    Plan with =
        check.plan(
            action(512, Role.DEPLOYER), report(CONTROLLER + "present kolla-globals\n", none));

    // Then
    assertThat(without.stop())
        .hasValueSatisfying(stop -> assertThat(stop.message()).contains("globals.yml"));
    assertThat(with.findings()).isEmpty();
    assertThat(with.facts()).containsExactly(Map.entry("deployer", "controller01"));
  }

  private static NodeReport report(String look) {
    return report(look, running(ServiceKind.GLANCE_API, ServiceKind.CINDER_VOLUME));
  }

  private static NodeReport report(String look, NodeLayouts layouts) {
    return NodeReport.parse(look, NOW, NOW.plusSeconds(1), new NodeName("controller01"), layouts);
  }

  private static NodeLayouts running(ServiceKind... services) {
    return new NodeLayouts(Stream.of(services).map(Layout::assumed).toList(), List.of(), List.of());
  }

  @Test
  void shouldAskForCinderBackupByItsRoleAndTellNoOtherServices() {
    // Given
    NodeLayouts both = running(ServiceKind.CINDER_VOLUME, ServiceKind.CINDER_BACKUP);

    // When
    Plan without =
        check.plan(
            action(512, Role.BACKUP), report(CONTROLLER, running(ServiceKind.CINDER_VOLUME)));
    Plan volume = check.plan(action(512, Role.VOLUME), report(CONTROLLER, both));

    // Then
    assertThat(without.findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.message())
                    .contains("cinder-backup", "the role backup", "openstack-cinder-backup"));
    assertThat(volume.findings()).isEmpty();
    assertThat(volume.facts().get("layout@controller01"))
        .contains("cinder-volume")
        .doesNotContain("cinder-backup");
  }

  private static Action.CheckNode action(long free, Role... roles) {
    return new Action.CheckNode(Set.of(roles), free, Duration.ofSeconds(5));
  }
}
