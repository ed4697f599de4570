package io.mooring.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Choice;
import io.mooring.contracts.Command;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Mode;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.Documents;
import io.mooring.orchestrator.planner.Runbooks;
import io.mooring.orchestrator.planner.StepGraph;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an apply dispatches, and when. */
class GateTest {
  private static final String GLANCE_LOOK = "inspect-configure-glance@controller1";

  private final StepGraph graph = Runbooks.apply(Documents.cloud(1, 2));

  @Test
  void nothingIsChangedAnywhereWhileALookNeedsADecision() {
    Finding images =
        Finding.stop(ErrorCode.EXISTING_IMAGES, "12 images are in another store.")
            .deciding("existing-images", new Choice("accept", "They can't be used any more."));
    Course course =
        new Course(
            SagaKind.APPLY,
            graph,
            (command, execution) -> {
              boolean asks =
                  isLookAtGlance(command)
                      && !command.dispatch().decisions().containsKey("existing-images");
              return Optional.of(
                  asks
                      ? Course.done(execution, true, images)
                      : Course.done(execution, command.dispatch().mode() == Mode.PLAN));
            });

    course.run();

    assertThat(course.state()).isEqualTo(SagaState.INCIDENT);
    assertThat(course.label(GLANCE_LOOK)).isEqualTo("halted");
    assertThat(course.label("inspect-restart-glance@controller1")).isEqualTo("halted");
    assertThat(course.sent()).allMatch(this::holdsTheGate);
    assertThat(LegalOrders.of(course.saga().saga())).contains(Order.Kind.RESOLVE);

    course.order(new Order.Resolve(StepName.parse(GLANCE_LOOK), "", "accept")).goOn();

    assertThat(course.state()).isEqualTo(SagaState.SUCCEEDED);
    assertThat(course.saga().saga().decisions()).isEqualTo(Map.of("existing-images", "accept"));
    assertThat(command(course, "configure-glance@controller1").dispatch().decisions())
        .containsEntry("existing-images", "accept");
    assertThat(course.saga().history())
        .filteredOn(entry -> entry.type() == HistoryType.DECISION_TAKEN)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.actor()).isEqualTo("ben");
              assertThat(entry.detail())
                  .isEqualTo(new HistoryDetail.Decided("existing-images", "accept", "because"));
            });
  }

  @Test
  void anUnchangedSiteCostsOneLookAStep() {
    Course course = course(Set.of(), Set.of()).run();

    assertThat(course.state()).isEqualTo(SagaState.SUCCEEDED);
    assertThat(course.sent()).allMatch(step -> holdsTheGate(step) || isProof(step));
    assertThat(course.saga().saga().counts().changed()).isZero();
  }

  @Test
  void aChangeIsFollowedByWhatRestsOnItAndByNothingElse() {
    Course course = course(Set.of("place-conf@compute2"), Set.of()).run();

    assertThat(course.sent())
        .filteredOn(step -> !holdsTheGate(step) && !isProof(step))
        .containsExactly("place-conf@compute2");
    assertThat(course.saga().step(StepName.parse("prove-access:cinder@compute2")).marks().stirred())
        .isTrue();
    assertThat(course.saga().step(StepName.parse("configure-glance@controller1")).marks())
        .isEqualTo(Marks.NONE);
  }

  /** An execution that died after its change leaves nothing to change to the next one. */
  @Test
  void whatALookSawToChangeAndNobodyTellsOfCountsAsChangedForWhatComesAfterIt() {
    String configure = "configure-glance@controller1";
    Course course =
        new Course(
                SagaKind.APPLY,
                graph,
                (command, execution) ->
                    Optional.of(Course.done(execution, isStep(command, "inspect-" + configure))))
            .run();

    assertThat(course.state()).isEqualTo(SagaState.SUCCEEDED);
    assertThat(course.sent()).contains("restart-glance@controller1");
    SagaStep done = course.saga().step(StepName.parse(configure));
    assertThat(done.marks().touched()).isTrue();
    assertThat(EarlierSagas.mayHaveChanged(done)).isTrue();
  }

  @Test
  void whatAnAttemptMayHaveChangedThatNobodyKnowsTheEndOfStirsWhatComesAfterIt() {
    String configure = "configure-glance@controller1";
    Course course =
        new Course(
                SagaKind.APPLY,
                graph,
                (command, execution) -> {
                  boolean first = command.dispatch().attempt() == 1;
                  return Optional.of(
                      isStep(command, configure) && first
                          ? Events.unknown(execution)
                          : Course.done(execution, isStep(command, "inspect-" + configure)));
                })
            .run();

    assertThat(course.state()).isEqualTo(SagaState.SUCCEEDED);
    assertThat(course.sent()).contains("restart-glance@controller1");
  }

  @Test
  void aCommandThatFailedOnANodeMayHaveDoneHalfOfItsWork() {
    String define = "define-secret@compute1";
    Course course =
        new Course(
                SagaKind.APPLY,
                graph,
                (command, execution) ->
                    Optional.of(
                        isStep(command, define)
                            ? Events.failed(execution, ErrorCode.COMMAND_FAILED)
                            : Course.done(execution, isStep(command, "inspect-" + define))))
            .run();

    assertThat(course.state()).isEqualTo(SagaState.INCIDENT);
    assertThat(EarlierSagas.mayHaveChanged(course.saga().step(StepName.parse(define)))).isTrue();
  }

  @Test
  void whatHasMovedSinceThePlanStopsEverythingBeforeTheFirstChange() {
    Course course =
        new Course(
            SagaKind.APPLY,
            graph,
            (command, execution) ->
                Optional.of(
                    isStep(command, GLANCE_LOOK)
                        ? Events.failed(execution, ErrorCode.WORLD_MOVED)
                        : Course.done(execution, true)));

    course.run();

    assertThat(course.state()).isEqualTo(SagaState.INCIDENT);
    assertThat(course.sent()).allMatch(this::holdsTheGate);
  }

  @Test
  void aNodeThatIsAwayHoldsNoOtherUp() {
    Course course = course(everyChange(), Set.of("compute2")).run();

    assertThat(course.state()).isEqualTo(SagaState.INCIDENT);
    assertThat(course.label("check-node@compute2")).isEqualTo("failed");
    assertThat(course.label("inspect-place-conf@compute2")).isEqualTo("waiting");
    assertThat(course.label("place-conf@compute1")).isEqualTo("succeeded");
    assertThat(course.label("test-image@controller1")).isEqualTo("succeeded");
  }

  @Test
  void aNodeThatIsAwayIsParkedWhereTheDocumentSaysSo() {
    Course course = away("park", Set.of("openstack-compute02"));

    assertThat(course.state()).isEqualTo(SagaState.SUCCEEDED);
    assertThat(course.label("place-conf@openstack-compute02")).isEqualTo("skipped");
    assertThat(course.label("test-volume@openstack-controller01")).isEqualTo("succeeded");
    assertThat(course.saga().history())
        .extracting(HistoryEntry::type)
        .contains(HistoryType.NODE_PARKED);
  }

  @Test
  void aNodeThatIsAwayStopsEverythingWhereTheDocumentSaysSo() {
    Course course = away("fail", Set.of("openstack-compute02"));

    assertThat(course.state()).isEqualTo(SagaState.INCIDENT);
    assertThat(course.saga().saga().intent()).isEqualTo(Intent.HOLD);
    assertThat(course.sent()).noneMatch(step -> step.startsWith("place-"));
    assertThat(LegalOrders.of(course.saga().saga()))
        .contains(Order.Kind.RETRY, Order.Kind.RESUME, Order.Kind.CANCEL);
  }

  @Test
  void leavingALookOutLeavesOutWhatItLooksAt() {
    Course course =
        new Course(
            SagaKind.APPLY,
            graph,
            (command, execution) ->
                Optional.of(
                    isStep(command, "inspect-place-conf@compute2")
                        ? Events.failed(execution, ErrorCode.FOREIGN_CLUSTER)
                        : Course.done(execution, true)));
    course.run();

    course.order(new Order.Skip(StepName.parse("inspect-place-conf@compute2"))).goOn();

    assertThat(course.state()).isEqualTo(SagaState.SUCCEEDED);
    assertThat(course.label("place-conf@compute2")).isEqualTo("skipped");
    assertThat(course.sent()).doesNotContain("place-conf@compute2");
  }

  @Test
  void aPausedSagaEndsWhatRunsAndSendsNothingUntilItResumes() {
    Course course = course(everyChange(), Set.of());
    course.take(new SagaInput.Start("anna"));
    int before = course.sent().size();

    course.order(new Order.Pause());
    assertThat(course.state()).isEqualTo(SagaState.RUNNING);
    course.goOn();

    assertThat(course.state()).isEqualTo(SagaState.PAUSED);
    assertThat(course.sent()).hasSize(before);
    course.order(new Order.Resume()).goOn();
    assertThat(course.state()).isEqualTo(SagaState.SUCCEEDED);
  }

  @Test
  void aCancelledSagaEndsWhatRunsAndNothingElse() {
    Course course = course(everyChange(), Set.of());
    course.take(new SagaInput.Start("anna"));
    int before = course.sent().size();

    course.order(new Order.Cancel()).goOn();

    assertThat(course.state()).isEqualTo(SagaState.CANCELLED);
    assertThat(course.sent()).hasSize(before);
    assertThat(course.label("check-node@mon")).isEqualTo("succeeded");
    assertThat(course.label("place-conf@compute1")).isEqualTo("cancelled");
    assertThat(LegalOrders.of(course.saga().saga())).isEmpty();
    assertThat(course.order(new Order.Resume()).state()).isEqualTo(SagaState.CANCELLED);
  }

  @Test
  void aCancelledSagaAsksNobodyAnyMore() {
    Finding images =
        Finding.stop(ErrorCode.EXISTING_IMAGES, "12 images are in another store.")
            .deciding("existing-images", new Choice("accept", "They can't be used any more."));
    Course course =
        new Course(
            SagaKind.APPLY,
            graph,
            (command, execution) ->
                isStep(command, GLANCE_LOOK)
                    ? Optional.empty()
                    : Optional.of(Course.done(execution, true)));
    course.run();

    course.order(new Order.Cancel());
    course.take(
        new SagaInput.StepReported(
            Course.done(Course.execution(command(course, GLANCE_LOOK)), true, images)));

    assertThat(course.state()).isEqualTo(SagaState.CANCELLED);
    assertThat(course.saga().saga().counts().failed()).isZero();
  }

  private Course away(String policy, Set<String> nodes) {
    StepGraph site =
        Runbooks.apply(Documents.valid(Documents.site() + "\nunreachable: " + policy + "\n"));
    return new Course(SagaKind.APPLY, site, (command, execution) -> answer(command, nodes)).run();
  }

  /** Participants that find these changes to do, and can't reach these nodes. */
  private Course course(Set<String> changes, Set<String> away) {
    return new Course(
        SagaKind.APPLY,
        graph,
        (command, execution) -> {
          String step = command.dispatch().step().toString();
          return isAway(command, away)
              ? Optional.of(Events.failed(execution, ErrorCode.NODE_UNREACHABLE))
              : Optional.of(Course.done(execution, changes.contains(step.replace("inspect-", ""))));
        });
  }

  private static Optional<Event> answer(Command command, Set<String> away) {
    return Optional.of(
        isAway(command, away)
            ? Events.failed(Course.execution(command), ErrorCode.NODE_UNREACHABLE)
            : Course.done(Course.execution(command), true));
  }

  private static boolean isAway(Command command, Set<String> away) {
    return away.contains(command.dispatch().step().node().value());
  }

  private Set<String> everyChange() {
    Set<String> changes = new HashSet<>();
    graph.steps().stream()
        .filter(step -> step.basis().look().isPresent())
        .forEach(step -> changes.add(step.name().toString()));
    return changes;
  }

  private boolean holdsTheGate(String step) {
    return graph.steps().stream()
        .anyMatch(planned -> planned.gate() && planned.name().toString().equals(step));
  }

  private static boolean isProof(String step) {
    return List.of("prove-access", "test-image", "test-volume").stream().anyMatch(step::startsWith);
  }

  private static boolean isStep(Command command, String step) {
    return command.dispatch().step().toString().equals(step);
  }

  /** Glance is looked at by several steps, which all stop at the same finding. */
  private static boolean isLookAtGlance(Command command) {
    return isStep(command, GLANCE_LOOK) || isStep(command, "inspect-restart-glance@controller1");
  }

  private static Command command(Course course, String step) {
    return course.commands().stream().filter(it -> isStep(it, step)).findFirst().orElseThrow();
  }
}
