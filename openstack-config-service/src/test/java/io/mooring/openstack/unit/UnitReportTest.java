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

      MainPID=0
      NRestarts=0
      Id=openstack-glance-api.service
      LoadState=not-found
      ActiveState=inactive

      host=controller01
      now=1700000000.500000000
      uptime=1000.50
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
  void shouldRefuseWhatIsNoReport() {
    assertThatThrownBy(() -> UnitReport.parse("sudo: a password is required"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
