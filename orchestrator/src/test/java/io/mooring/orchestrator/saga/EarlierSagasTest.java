package io.mooring.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.Documents;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.planner.Past;
import io.mooring.orchestrator.planner.Planner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EarlierSagasTest {
  private static final UUID SECRET = new UUID(2, 2);
  private static final StepName PROOF = StepName.parse("prove-access:glance@controller1");

  private final IntegrationDocument document = Documents.cloud(1, 1);
  private final Planner planner = new Planner();

  @Test
  void theSecondApplyOfAnUnchangedSiteProvesNothingAndSaysSinceWhen() {
    OpenSaga first = applying(Past.none(SECRET), Set.of()).saga().open();

    Course second = applying(EarlierSagas.past(SECRET, List.of(first)), Set.of());

    assertThat(second.state()).isEqualTo(SagaState.SUCCEEDED);
    assertThat(second.sent()).noneMatch(step -> step.startsWith("prove-access"));
    assertThat(second.saga().step(PROOF).state())
        .isInstanceOfSatisfying(
            StepState.Done.class,
            done -> assertThat(done.report().summary()).startsWith("proved at 2026-01-01T00:00"));

    // and the third remembers it through the second, however far back the first is
    Course third = applying(EarlierSagas.past(SECRET, List.of(second.saga().open())), Set.of());
    assertThat(third.sent()).noneMatch(step -> step.startsWith("prove-access"));
  }

  @Test
  void ofANodeThatIsParkedNobodySaysThatNothingWasChangedThere() {
    IntegrationDocument parking = Documents.cloud(1, 1, "park");
    StepName proof = StepName.parse("prove-access:cinder@compute1");
    OpenSaga first = applying(Past.none(SECRET), Set.of()).saga().open();
    Past past = EarlierSagas.past(SECRET, List.of(first));

    Course second =
        new Course(
                SagaKind.APPLY,
                planner.apply(parking, past),
                (command, execution) ->
                    Optional.of(
                        execution.step().node().equals(proof.node())
                            ? Events.failed(execution, ErrorCode.NODE_UNREACHABLE)
                            : Course.done(execution, false)))
            .run();

    assertThat(past.proofs()).containsKey(proof);
    assertThat(second.state()).isEqualTo(SagaState.SUCCEEDED);
    assertThat(second.label(proof.toString())).isEqualTo("skipped");
    assertThat(second.saga().step(proof).state())
        .isInstanceOfSatisfying(
            StepState.Done.class,
            done -> assertThat(done.report().summary()).contains("can't be reached and is parked"));
    assertThat(second.label(PROOF.toString())).isEqualTo("succeeded");
    assertThat(second.sent()).doesNotContain(PROOF.toString());
  }

  /** A command that is still under way somewhere must not come after a saga that saw no need. */
  @Test
  void whatNobodyKnowsTheEndOfIsSentAgainByTheNextApplyThoughItsLookFindsNothingToChange() {
    StepName configure = StepName.parse("configure-glance@controller1");
    Course first =
        new Course(
                SagaKind.APPLY,
                planner.apply(document, Past.none(SECRET)),
                (command, execution) ->
                    Optional.of(
                        execution.step().equals(configure)
                            ? Events.unknown(execution)
                            : Course.done(execution, true)))
            .run();
    assertThat(first.state()).isEqualTo(SagaState.INCIDENT);

    Past past = EarlierSagas.past(SECRET, List.of(first.saga().open()));
    Course second = applying(past, Set.of());
    Past later = EarlierSagas.past(SECRET, List.of(second.saga().open(), first.saga().open()));

    assertThat(past.unsettled()).containsExactly(configure);
    assertThat(second.sent()).contains(configure.toString());
    assertThat(second.saga().saga().counts().changed()).isZero();
    assertThat(later.unsettled()).isEmpty();
    assertThat(applying(later, Set.of()).sent()).doesNotContain(configure.toString());
  }

  @Test
  void whatFailedIsProvedAgain() {
    OpenSaga first = applying(Past.none(SECRET), Set.of()).saga().open();
    OpenSaga verify = verifying(Set.of(PROOF.toString()), Set.of()).saga().open();

    Past past = EarlierSagas.past(SECRET, List.of(verify, first));

    assertThat(past.proofs()).doesNotContainKey(PROOF).isNotEmpty();
    assertThat(applying(past, Set.of()).sent()).contains(PROOF.toString());
  }

  @Test
  void aVerificationTellsOfDriftAndOfNothingElse() {
    assertThat(tellsOfDrift(verifying(Set.of(), Set.of()))).isFalse();
    assertThat(tellsOfDrift(verifying(Set.of(PROOF.toString()), Set.of()))).isTrue();
    assertThat(tellsOfDrift(verifying(Set.of(), Set.of("inspect-configure-glance@controller1"))))
        .isTrue();
  }

  private static boolean tellsOfDrift(Course verification) {
    return verification.saga().history().stream()
        .anyMatch(entry -> entry.type() == HistoryType.INTEGRATION_DRIFTED);
  }

  @Test
  void aPlanIsNamedByWhatWasSeenAndWanted() {
    OpenSaga plan = plan(Set.of());
    OpenSaga same = plan(Set.of());
    OpenSaga failed = plan(Set.of("inspect-place-conf@compute1"));

    assertThat(PlanHash.of("document", plan).orElseThrow()).matches("p-[0-9a-f]{12}");
    assertThat(PlanHash.of("document", same)).isEqualTo(PlanHash.of("document", plan));
    assertThat(PlanHash.of("another", plan)).isNotEqualTo(PlanHash.of("document", plan));
    assertThat(PlanHash.of("document", failed)).isEmpty();
    assertThat(PlanHash.digests(plan))
        .containsEntry(StepName.parse("inspect-place-conf@compute1"), "digest")
        .doesNotContainKey(StepName.parse("check-node@compute1"));
  }

  @Test
  void aGraphIsReadBackAsItWas() {
    OpenSaga saga = plan(Set.of());

    assertThat(EarlierSagas.graph(saga).edges())
        .containsExactlyInAnyOrderElementsOf(planner.plan(document, Past.none(SECRET)).edges());
  }

  private Course applying(Past past, Set<String> failing) {
    return new Course(
            SagaKind.APPLY,
            planner.apply(document, past),
            (command, execution) -> Optional.of(answer(execution, false, failing)))
        .run();
  }

  private Course verifying(Set<String> failing, Set<String> drifted) {
    return new Course(
            SagaKind.VERIFY,
            planner.verify(document, Past.none(SECRET)),
            (command, execution) ->
                Optional.of(
                    answer(execution, drifted.contains(execution.step().toString()), failing)))
        .run();
  }

  private OpenSaga plan(Set<String> failing) {
    Course course =
        new Course(
            SagaKind.PLAN,
            planner.plan(document, Past.none(SECRET)),
            (command, execution) -> Optional.of(answer(execution, true, failing)));
    return course.run().saga().open();
  }

  private static Event answer(Execution execution, boolean changed, Set<String> failing) {
    return failing.contains(execution.step().toString())
        ? Events.failed(execution, ErrorCode.ACCESS_DENIED)
        : Course.done(execution, changed);
  }
}
