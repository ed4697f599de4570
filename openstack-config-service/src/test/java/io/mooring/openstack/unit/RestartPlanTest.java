package io.mooring.openstack.unit;

import static io.mooring.openstack.unit.Found.FILE;
import static io.mooring.openstack.unit.Found.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Change;
import io.mooring.contracts.Choice;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.Runner;
import io.mooring.node.layout.ServiceKind;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartPlanTest {
  private static final Layout LAYOUT = Layout.assumed(ServiceKind.GLANCE_API);
  private static final Map<String, Instant> NEWER = Map.of(FILE.value(), START.plusMillis(1));
  private static final Map<String, Instant> OLDER = Map.of(FILE.value(), START.minusMillis(1));
  private final Restart restart = Found.restart(ServiceKind.GLANCE_API);

  @Test
  void shouldRestartWhatStartedBeforeItsFileChanged() {
    // When
    Plan plan = RestartPlan.of(restart, Found.of("active", "enabled", NEWER));

    // Then
    assertThat(plan.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.kind()).isEqualTo(Change.Kind.RESTART);
              assertThat(change.summary()).contains(FILE.value());
            });
  }

  @Test
  void shouldLeaveAloneWhatStartedAfterAllItsFiles() {
    // When
    Plan plan = RestartPlan.of(restart, Found.of("active", "enabled", OLDER));

    // Then
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.stop()).isEmpty();
  }

  @Test
  void shouldTryTheWantedFileAgainAfterAFailedAttempt() {
    // Given
    UnitReport report = Found.of("active", "enabled", Map.of()).report();

    // When
    Plan plan =
        RestartPlan.of(restart, new FoundService(report, true, List.of(), Decisions.NONE, LAYOUT));

    // Then
    assertThat(plan.changes())
        .extracting(Change::kind)
        .containsExactly(Change.Kind.UPDATE, Change.Kind.RESTART);
  }

  @Test
  void shouldStartWhatCrashed() {
    // When
    Plan plan = RestartPlan.of(restart, Found.of("failed", "enabled", Map.of()));

    // Then
    assertThat(plan.changes()).hasSize(1);
    assertThat(plan.summary()).contains("failed");
  }

  @ParameterizedTest
  @CsvSource({
    "inactive, enabled",
    "inactive, disabled",
    "inactive, masked",
    "deactivating, enabled"
  })
  void shouldNotStartWhatSomebodyStopped(String active, String unitFile) {
    // When
    Plan plan = RestartPlan.of(restart, Found.of(active, unitFile, NEWER));

    // Then
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.stop())
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.code()).isEqualTo(ErrorCode.SERVICE_STOPPED);
              assertThat(finding.message()).contains(Found.UNIT, active, unitFile);
              assertThat(finding.next()).contains("systemctl start", "retry", "leave it as it is");
            });
  }

  @Test
  void shouldSayHowAContainerWithoutAUnitIsStarted() {
    // Given docker itself keeps it running, as kolla-ansible before 2023.1 has it
    Layout docker =
        new Layout(
            ServiceKind.GLANCE_API,
            new Runner.Container(
                Runner.Engine.DOCKER, "glance_api", Optional.empty(), List.of(), Optional.empty()),
            LAYOUT.account(),
            List.of(),
            LAYOUT.python());

    // When
    Plan plan =
        RestartPlan.of(
            new Restart(docker, FILE, List.of(), restart.gate(), List.of(), Optional.empty()),
            Found.of("inactive", "", NEWER));

    // Then
    assertThat(plan.stop())
        .hasValueSatisfying(
            finding ->
                assertThat(finding.next())
                    .startsWith(
                        "If it is meant to run here: docker start glance_api, then retry."));
  }

  @Test
  void shouldNotRestartWhatAClusterManagerRuns() {
    // When
    Plan plan = RestartPlan.of(restart, Found.of("active", "disabled", NEWER));

    // Then
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.stop())
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.code()).isEqualTo(ErrorCode.SERVICE_STOPPED);
              assertThat(finding.next())
                  .contains("cluster manager", "systemctl enable", "do nothing");
            });
  }

  @Test
  void shouldHaveNothingAgainstAClusterManagerWhileNoRestartIsDue() {
    assertThat(RestartPlan.of(restart, Found.of("active", "disabled", OLDER)).findings()).isEmpty();
  }

  @Test
  void shouldNotRestartWhileAnotherOneIsDown() {
    // Given
    UnitReport report = Found.of("active", "enabled", NEWER).report();
    FoundService found =
        new FoundService(
            report,
            false,
            List.of("glance-api.service on controller03 is failed"),
            Decisions.NONE,
            LAYOUT);

    // When
    Plan plan = RestartPlan.of(restart, found);

    // Then
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.stop())
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.code()).isEqualTo(ErrorCode.SERVICE_DOWN_ELSEWHERE);
              assertThat(finding.message()).contains("controller03 is failed");
            });
  }

  @Test
  void shouldStopWhereTheServiceIsNotInstalled() {
    // Given
    UnitReport empty = new UnitReport("controller01", START, List.of(), Map.of());

    // When
    Plan plan =
        RestartPlan.of(restart, new FoundService(empty, false, List.of(), Decisions.NONE, LAYOUT));

    // Then
    assertThat(plan.stop())
        .hasValueSatisfying(
            finding -> assertThat(finding.code()).isEqualTo(ErrorCode.NODE_UNSUITABLE));
  }

  @Test
  void shouldLeaveAStoppedServiceWhenAPersonSaidSo() {
    // Given
    FoundService found = decided("stopped-service", "leave", "inactive", "enabled");

    // When
    Plan plan = RestartPlan.of(Found.restart(ServiceKind.GLANCE_API), found);

    // Then
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.findings()).extracting(Finding::message).first().asString().contains("Decided");
  }

  @Test
  void shouldStartAStoppedServiceWhenAPersonSaidSo() {
    // Given
    FoundService found = decided("stopped-service", "start", "inactive", "enabled");

    // When
    Plan plan = RestartPlan.of(Found.restart(ServiceKind.GLANCE_API), found);

    // Then
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.changes()).hasSize(1);
  }

  @Test
  void shouldOfferToStartOnlyWhatIsNotMasked() {
    // When
    Plan plan =
        RestartPlan.of(
            Found.restart(ServiceKind.GLANCE_API), Found.of("inactive", "masked", Map.of()));

    // Then
    assertThat(plan.stop().orElseThrow().choices())
        .extracting(Choice::name)
        .containsExactly("leave");
  }

  private static FoundService decided(String what, String choice, String active, String file) {
    FoundService found = Found.of(active, file, Map.of());
    String key = "%s:%s@controller01".formatted(what, Found.UNIT);
    return new FoundService(
        found.report(), false, List.of(), new Decisions(Map.of(key, choice)), LAYOUT);
  }
}
