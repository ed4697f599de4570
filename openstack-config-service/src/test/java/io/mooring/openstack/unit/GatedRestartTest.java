package io.mooring.openstack.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.participant.step.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatedRestartTest {
  private static final Instant START = Instant.ofEpochSecond(1000);
  private static final String FILE = "/etc/glance/glance-api.conf";

  @Test
  void shouldRestartWhatStartedBeforeItsFileChanged() {
    // Given
    FoundService found = report("active", Map.of(FILE, START.plusMillis(1)));

    // When
    Plan plan = GatedRestart.plan(ServiceKind.GLANCE_API, new FilePath(FILE), found);

    // Then
    assertThat(plan.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.kind()).isEqualTo(Change.Kind.RESTART);
              assertThat(change.summary()).contains(FILE);
            });
  }

  @Test
  void shouldLeaveAloneWhatStartedAfterAllItsFiles() {
    // Given
    FoundService found = report("active", Map.of(FILE, START.minusMillis(1)));

    // When
    Plan plan = GatedRestart.plan(ServiceKind.GLANCE_API, new FilePath(FILE), found);

    // Then
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.stop()).isEmpty();
  }

  @Test
  void shouldTryTheWantedFileAgainAfterAFailedAttempt() {
    // Given
    FoundService fallenBack = new FoundService(report("active", Map.of()).report(), true);

    // When
    Plan plan = GatedRestart.plan(ServiceKind.GLANCE_API, new FilePath(FILE), fallenBack);

    // Then
    assertThat(plan.changes())
        .extracting(Change::kind)
        .containsExactly(Change.Kind.UPDATE, Change.Kind.RESTART);
  }

  @Test
  void shouldStartWhatDoesNotRun() {
    // Given
    FoundService found = report("failed", Map.of());

    // When
    Plan plan = GatedRestart.plan(ServiceKind.GLANCE_API, new FilePath(FILE), found);

    // Then
    assertThat(plan.changes()).hasSize(1);
    assertThat(plan.summary()).contains("failed");
  }

  @Test
  void shouldStopWhereTheServiceIsNotInstalled() {
    // Given
    FoundService found =
        new FoundService(new UnitReport("controller01", START, List.of(), Map.of()), false);

    // When
    Plan plan = GatedRestart.plan(ServiceKind.GLANCE_API, new FilePath(FILE), found);

    // Then
    assertThat(plan.stop())
        .hasValueSatisfying(
            finding -> assertThat(finding.code()).isEqualTo(ErrorCode.NODE_UNSUITABLE));
  }

  private static FoundService report(String active, Map<String, Instant> files) {
    long process = active.equals("active") ? 371 : 0;
    UnitState unit =
        new UnitState(
            "glance-api.service",
            active,
            process,
            0,
            process == 0 ? Optional.empty() : Optional.of(START));
    return new FoundService(
        new UnitReport("controller01", START.plusSeconds(60), List.of(unit), files), false);
  }
}
