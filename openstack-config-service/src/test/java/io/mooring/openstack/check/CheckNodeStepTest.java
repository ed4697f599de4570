package io.mooring.openstack.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action;
import io.mooring.contracts.Action.Role;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.participant.step.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
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
      unit glance-api.service
      unit cinder-volume.service
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
    assertThat(plan.summary()).isEqualTo("debian 12, ready");
  }

  @Test
  void shouldAskAStorageNodeOnlyForCinderVolume() {
    // Given
    String look = CONTROLLER.replace("unit glance-api.service\n", "");

    // When
    Plan storage = check.plan(action(512, Role.VOLUME), report(look));
    Plan controller = check.plan(action(512, Role.CONTROLLER), report(look));

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
    Plan plan = check.plan(action(512, Role.COMPUTE, Role.CEPH_ADMIN), report(look));

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
  void shouldKnowRedHatsUnits() {
    // Given
    String look = CONTROLLER.replace("unit ", "unit openstack-").replace("id debian", "id rocky");

    // When
    Plan plan =
        check.plan(
            action(512, Role.CONTROLLER),
            report(look.replace("\nlike\n", "\nlike rhel centos fedora\n")));

    // Then
    assertThat(plan.findings()).isEmpty();
  }

  private static NodeReport report(String look) {
    return NodeReport.parse(look, NOW, NOW.plusSeconds(1));
  }

  private static Action.CheckNode action(long free, Role... roles) {
    return new Action.CheckNode(Set.of(roles), free, Duration.ofSeconds(5));
  }
}
