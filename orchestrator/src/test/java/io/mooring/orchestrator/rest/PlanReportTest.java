package io.mooring.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Change;
import io.mooring.contracts.Choice;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.Documents;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.planner.Past;
import io.mooring.orchestrator.planner.PlannedStep;
import io.mooring.orchestrator.planner.Planner;
import io.mooring.orchestrator.saga.Marks;
import io.mooring.orchestrator.saga.Result;
import io.mooring.orchestrator.saga.SagaStep;
import io.mooring.orchestrator.saga.StepProblem;
import io.mooring.orchestrator.saga.StepReport;
import io.mooring.orchestrator.saga.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PlanReportTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String CONTROLLER = "openstack-controller01";
  private static final Change CONFIGURED =
      new Change(
          Change.Kind.UPDATE, "/etc/glance/glance-api.conf", "7 lines", Optional.of("-a\n+b\n"));
  private static final Change MADE =
      new Change(Change.Kind.CREATE, "openstack-images", "pool", Optional.empty());

  private static final StepProblem UNREACHABLE =
      new StepProblem(ErrorCode.NODE_UNREACHABLE, true, "It does not answer.", "");

  @Test
  void tellsWhatWouldBeDoneAndWhichServicesRestart() {
    // given
    PlanReport report =
        report(
            step ->
                switch (step) {
                  case "inspect-configure-glance@" + CONTROLLER -> looked(List.of(CONFIGURED));
                  case "inspect-create-pool:openstack-images@ceph-mon-01" -> looked(List.of(MADE));
                  default -> looked(List.of());
                });

    // when
    List<PlanView.NodePlan> nodes = report.nodes();
    List<String> restarts = report.restarts();

    // then
    assertThat(nodes)
        .extracting(PlanView.NodePlan::node)
        .containsExactlyInAnyOrder("ceph-mon-01", CONTROLLER);
    assertThat(restarts).containsExactly("restart-glance@" + CONTROLLER);
    assertThat(report.totals(nodes, restarts)).isEqualTo(new PlanView.Totals(1, 1, 0, 1, 2));
    assertThat(report.unknown()).isEmpty();
    assertThat(report.decisions()).isEmpty();
  }

  @Test
  void aKeyringRestartsTheServiceThatReadsItWhateverItsUserIsCalled() {
    // given
    IntegrationDocument document =
        Documents.valid(
            Documents.site()
                .replace("# users: {glance: glance, cinder: cinder}", "users: {glance: pictures}"));
    PlanReport report =
        report(
            document,
            step ->
                step.equals("inspect-place-keyring:pictures@" + CONTROLLER)
                    ? looked(List.of(CONFIGURED))
                    : looked(List.of()));

    // then
    assertThat(report.restarts()).containsExactly("restart-glance@" + CONTROLLER);
  }

  @Test
  void namesWhatHasToBeDecidedWithItsChoices() {
    // given
    Finding images =
        Finding.of(Finding.Severity.STOP, ErrorCode.EXISTING_IMAGES, "3 images are there.", "")
            .deciding("existing-images", new Choice("keep", "Keeps them usable."));
    PlanReport report =
        report(
            step ->
                step.startsWith("check-images")
                    ? done(Result.UNCHANGED, List.of(), List.of(images))
                    : looked(List.of()));

    // when
    List<PlanView.Decision> decisions = report.decisions();

    // then
    assertThat(decisions).isNotEmpty();
    assertThat(decisions.getFirst().step()).startsWith("check-images@");
    assertThat(decisions.getFirst().finding().key()).isEqualTo("existing-images");
    assertThat(decisions.getFirst().finding().choices())
        .containsExactly(new StepView.ChoiceView("keep", "Keeps them usable."));
  }

  @Test
  void saysWhenItWillBeKnownWhatCouldNotBeLookedAt() {
    PlanReport report =
        report(
            step ->
                step.endsWith("@" + CONTROLLER) && !step.startsWith("check-node")
                    ? new StepState.Waiting(1)
                    : step.equals("check-node@" + CONTROLLER)
                        ? new StepState.BackingOff(NOW, UNREACHABLE)
                        : looked(List.of()));

    assertThat(report.unknown())
        .contains(
            new PlanView.Unknown("check-node@" + CONTROLLER, "It does not answer."),
            new PlanView.Unknown(
                "configure-glance@" + CONTROLLER,
                "It will be known when check-node@" + CONTROLLER + " is done."));
  }

  private static PlanReport report(Function<String, StepState> states) {
    return report(Documents.lab(), states);
  }

  private static PlanReport report(
      IntegrationDocument document, Function<String, StepState> states) {
    List<PlannedStep> planned = new Planner().plan(document, Past.none(new UUID(0, 1))).steps();
    List<SagaStep> steps =
        planned.stream()
            .map(
                step ->
                    new SagaStep(
                        step,
                        states.apply(step.name().toString()),
                        1,
                        1,
                        Optional.of(NOW),
                        Marks.NONE))
            .toList();
    Map<String, StepName> checks = Map.of(CONTROLLER, StepName.parse("check-node@" + CONTROLLER));
    return new PlanReport(
        steps, step -> Optional.ofNullable(checks.get(step.node().value())).stream().toList());
  }

  private static StepState looked(List<Change> changes) {
    return done(changes.isEmpty() ? Result.UNCHANGED : Result.CHANGED, changes, List.of());
  }

  private static StepState done(Result result, List<Change> changes, List<Finding> findings) {
    return new StepState.Done(
        NOW,
        result,
        new StepReport("looked", changes, findings, Duration.ZERO, Optional.of("00"), List.of()));
  }
}
