package io.mooring.openstack.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnitReportTest {
  private static final String LOOK =
      """
      MainPID=371
      NRestarts=2
      Id=glance-api.service
      LoadState=loaded
      ActiveState=active
      UnitFileState=enabled

      MainPID=0
      NRestarts=0
      Id=openstack-glance-api.service
      LoadState=not-found
      ActiveState=inactive

      host=controller01
      now=1700000000.500000000
      ticks=100050
      hertz=100
      start.371=90000
      file=1699999900.000000001 /etc/glance/glance-api.conf
      """;

  @Test
  void shouldTellWhenTheMainProcessStartedByTheNodesClock() {
    // When
    UnitReport report = UnitReport.parse(LOOK);

    // Then
    assertThat(report.hostName()).isEqualTo("controller01");
    assertThat(report.units())
        .singleElement()
        .satisfies(
            unit -> {
              assertThat(unit.name()).isEqualTo("glance-api.service");
              assertThat(unit.running()).isTrue();
              assertThat(unit.restarts()).isEqualTo(2);
              assertThat(unit.started()).contains(Instant.ofEpochSecond(1_699_999_900));
            });
    assertThat(report.modified())
        .containsEntry("/etc/glance/glance-api.conf", Instant.ofEpochSecond(1_699_999_900, 1));
  }

  @Test
  void shouldNotMindAContainersOwnUptime() {
    // Given a container under lxcfs that was started long after its host
    String look = LOOK.replace("hertz=100", "uptime=12.00\nhertz=100");

    // When
    UnitReport report = UnitReport.parse(look);

    // Then
    assertThat(report.units().getFirst().started()).contains(Instant.ofEpochSecond(1_699_999_900));
  }

  @Test
  void shouldTellWhoHoldsAUnitBack() {
    // When
    UnitReport report =
        UnitReport.parse(
            LOOK.replace("LoadState=loaded", "LoadState=masked")
                .replace("ActiveState=active", "ActiveState=inactive")
                .replace("UnitFileState=enabled", "UnitFileState=masked"));

    // Then
    assertThat(report.units())
        .singleElement()
        .satisfies(
            unit -> {
              assertThat(unit.stopped()).isTrue();
              assertThat(unit.held()).isTrue();
            });
  }

  @Test
  void shouldRefuseWhatIsNoReport() {
    assertThatThrownBy(() -> UnitReport.parse("sudo: a password is required"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
