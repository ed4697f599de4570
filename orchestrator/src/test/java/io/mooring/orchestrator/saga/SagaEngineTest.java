package io.mooring.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Command;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.Facts;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.Documents;
import io.mooring.orchestrator.persistence.SagaInMemory;
import io.mooring.orchestrator.planner.Runbooks;
import io.mooring.orchestrator.planner.StepGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SagaEngineTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final StepName CHECK = StepName.parse("check-node@mon");
  private static final StepName CLUSTER = StepName.parse("check-cluster@mon");

  private final StepGraph graph = Runbooks.of(Documents.cloud(1, 1));
  private final Map<StepName, Command> sent = new HashMap<>();
  private long ids;

  private final SagaInMemory saga = saga(SagaKind.APPLY);

  @Test
  void startSendsEveryStepThatWaitsForNothing() {
    Transition transition = apply(new SagaInput.Start("anna"));

    assertThat(transition.commands())
        .extracting(command -> command.dispatch().step().toString())
        .containsExactly("check-node@mon", "check-node@controller1", "check-node@compute1");
    assertThat(transition.commands())
        .extracting(command -> command.dispatch().epoch())
        .containsExactly(7L << 32 | 1, 7L << 32 | 2, 7L << 32 | 3);
    assertThat(transition.history().getFirst().actor()).isEqualTo("anna");
    assertThat(transition.saga().state()).isEqualTo(SagaState.RUNNING);
    Command first = transition.commands().getFirst();
    assertThat(first.dispatch().startBy()).isEqualTo(NOW.plus(Situation.START_WITHIN));
    assertThat(first.dispatch().mode()).isEqualTo(Mode.APPLY);
    assertThat(saga.timer(CHECK))
        .contains(new Timer(Timer.Kind.START_BY, CHECK, 1, NOW.plus(Situation.START_WITHIN)));
  }

  @Test
  void aSecondStartDoesNothing() {
    apply(new SagaInput.Start("anna"));

    Transition again = apply(new SagaInput.Start("ben"));

    assertThat(again.commands()).isEmpty();
    assertThat(again.history()).isEmpty();
  }

  @Test
  void factsAreMergedAndTheFirstWins() {
    apply(new SagaInput.Start("anna"));
    report(CHECK, Map.of("ceph.fsid", "a", "os", "debian"));

    Transition transition = report(CLUSTER, Map.of("ceph.fsid", "b", "ceph.release", "squid"));

    assertThat(transition.saga().facts())
        .isEqualTo(Map.of("ceph.fsid", "a", "os", "debian", "ceph.release", "squid"));
    assertThat(transition.history().getFirst().detail())
        .isInstanceOfSatisfying(
            HistoryDetail.Reported.class,
            reported -> assertThat(reported.factsKeptOut()).isEqualTo(Map.of("ceph.fsid", "b")));
    assertThat(transition.commands())
        .allSatisfy(
            command -> assertThat(command.dispatch().facts()).containsEntry("ceph.fsid", "a"));
  }

  @Test
  void aFactOfANodeGoesToNoOtherNode() {
    apply(new SagaInput.Start("anna"));
    String here = Facts.ofNode("layout", CLUSTER.node());
    String elsewhere = Facts.ofNode("layout", new NodeName("openstack-controller03"));

    report(CHECK, Map.of(here, "a", elsewhere, "b"));
    Transition transition = report(CLUSTER, Map.of());

    assertThat(transition.saga().facts()).containsKeys(here, elsewhere);
    assertThat(transition.commands())
        .filteredOn(command -> command.dispatch().node().name().equals(CLUSTER.node()))
        .isNotEmpty()
        .allSatisfy(command -> assertThat(command.dispatch().facts()).containsOnlyKeys(here));
  }

  @Test
  void theLimitOfAStepCountsAnewFromEachWordOfItsProgress() {
    apply(new SagaInput.Start("anna"));
    apply(new SagaInput.StepReported(Events.started(execution(CHECK))));
    Instant later = NOW.plusSeconds(100);

    Transition transition =
        apply(new SagaInput.StepReported(Events.progressed(execution(CHECK), false)), later);

    assertThat(transition.history())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.type()).isEqualTo(HistoryType.STEP_PROGRESSED);
              assertThat(entry.summary()).isEqualTo("3 of 12 images");
            });
    assertThat(saga.timer(CHECK))
        .contains(
            new Timer(
                Timer.Kind.DEADLINE, CHECK, 1, later.plus(saga.step(CHECK).planned().limit())));
    assertThat(saga.step(CHECK).marks().touched()).isFalse();
  }

  @Test
  void aCancelledSagaDoesNotWaitForAllThatALongStepHasToDo() {
    apply(new SagaInput.Start("anna"));
    apply(new SagaInput.StepReported(Events.started(execution(CHECK))));
    Timer limit = saga.timer(CHECK).orElseThrow();
    apply(new SagaInput.Ordered(new Order.Cancel(), "anna", "enough"));

    apply(
        new SagaInput.StepReported(Events.progressed(execution(CHECK), false)),
        NOW.plusSeconds(100));

    assertThat(saga.timer(CHECK)).contains(limit);
  }

  @Test
  void anAttemptThatMadeWayIsFollowedByAnotherAsOftenAsNeeded() {
    apply(new SagaInput.Start("anna"));

    for (int attempt = 1; attempt <= 10; attempt++) {
      assertThat(saga.step(CHECK).attempt()).isEqualTo(attempt);
      Transition next =
          apply(new SagaInput.StepReported(Events.progressed(execution(CHECK), true)));
      assertThat(next.commands())
          .extracting(command -> command.dispatch().step())
          .containsExactly(CHECK);
    }
    assertThat(saga.step(CHECK).tries()).isEqualTo(1);
    assertThat(saga.step(CHECK).marks().touched()).isTrue();
  }

  @Test
  void aCancelledOrPausedSagaEndsWithTheAttemptThatMakesWay() {
    apply(new SagaInput.Start("anna"));
    apply(new SagaInput.Ordered(new Order.Cancel(), "anna", "enough"));

    Transition last = apply(new SagaInput.StepReported(Events.progressed(execution(CHECK), true)));

    assertThat(last.commands()).isEmpty();
    assertThat(saga.step(CHECK).state())
        .isInstanceOfSatisfying(
            StepState.Done.class, done -> assertThat(done.result()).isEqualTo(Result.CANCELLED));
  }

  @Test
  void waitsLongerAfterEachFailure() {
    apply(new SagaInput.Start("anna"));

    for (int seconds : new int[] {2, 4, 8}) {
      apply(
          new SagaInput.StepReported(Events.failed(execution(CHECK), ErrorCode.NODE_UNREACHABLE)));
      Timer timer = saga.timer(CHECK).orElseThrow();
      assertThat(timer.kind()).isEqualTo(Timer.Kind.BACK_OFF);
      assertThat(Duration.between(NOW, timer.due())).isEqualTo(Duration.ofSeconds(seconds));
      apply(timer.input());
    }
    Transition last =
        apply(
            new SagaInput.StepReported(
                Events.failed(execution(CHECK), ErrorCode.NODE_UNREACHABLE)));

    assertThat(last.history())
        .extracting(HistoryEntry::type)
        .containsExactly(HistoryType.STEP_FAILED, HistoryType.INCIDENT_RAISED);
    assertThat(saga.step(CHECK).attempt()).isEqualTo(4);
    assertThat(saga.saga().state()).isEqualTo(SagaState.RUNNING);
  }

  @Test
  void waitingForATurnIsFree() {
    // given commands that nobody can take: the broker is away, or all slots are busy
    apply(new SagaInput.Start("anna"));

    // when a step that takes 30 s begins only after hours
    Instant late = NOW.plus(Situation.START_WITHIN).minusSeconds(1);
    List<Timer> due = saga.due(late);
    report(late, Events.started(execution(CHECK)));

    // then nothing has happened to it until then, and its own time begins
    assertThat(due).isEmpty();
    assertThat(saga.timer(CHECK))
        .contains(new Timer(Timer.Kind.DEADLINE, CHECK, 1, late.plus(limit(CHECK))));
  }

  @Test
  void aCommandThatIsDeliveredAgainBeginsAnew() {
    apply(new SagaInput.Start("anna"));
    report(NOW, Events.started(execution(CHECK)));

    Instant again = NOW.plusSeconds(20);
    report(again, Events.started(execution(CHECK)));

    assertThat(saga.timer(CHECK).orElseThrow().due()).isEqualTo(again.plus(limit(CHECK)));
  }

  @Test
  void aCommandThatNobodyTakesIsSentAgainAndAtLastReported() {
    apply(new SagaInput.Start("anna"));

    for (int attempt = 1; attempt < 4; attempt++) {
      Transition givenUp = apply(new SagaInput.StartByPassed(CHECK, attempt));
      assertThat(givenUp.history())
          .extracting(HistoryEntry::type)
          .containsExactly(HistoryType.STEP_NOT_STARTED, HistoryType.STEP_RETRY_SCHEDULED);
      assertThat(apply(saga.timer(CHECK).orElseThrow().input()).commands()).hasSize(1);
    }
    apply(new SagaInput.StartByPassed(CHECK, 4));

    assertThat(problem(CHECK).code()).isEqualTo(ErrorCode.NOT_STARTED);
    assertThat(problem(CHECK).message()).contains("openstack-config");
  }

  @Test
  void unknownOutcomesBackOffAndLeadToNewEpochsAndAtLastToAnIncident() {
    apply(new SagaInput.Start("anna"));

    long former = 0;
    for (int attempt = 1; attempt < 4; attempt++) {
      report(NOW, Events.started(execution(CHECK)));
      Transition unknown = apply(new SagaInput.DeadlinePassed(CHECK, attempt));
      assertThat(unknown.commands()).isEmpty();
      Timer pause = saga.timer(CHECK).orElseThrow();
      assertThat(pause.due()).isEqualTo(NOW.plusSeconds(1L << attempt));
      Transition again = apply(pause.input());
      long epoch = again.commands().getFirst().dispatch().epoch();
      assertThat(epoch).isGreaterThan(former);
      former = epoch;
    }
    report(NOW, Events.started(execution(CHECK)));
    apply(new SagaInput.DeadlinePassed(CHECK, 4));

    assertThat(problem(CHECK).code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    assertThat(problem(CHECK).retryable()).isFalse();
    assertThat(saga.timer(CHECK)).isEmpty();
  }

  @Test
  void aRetryAfterAnIncidentFinishesOnlyWhatWasMissing() {
    // given a node that fails for good while the others go on
    apply(new SagaInput.Start("anna"));
    StepName compute = StepName.parse("check-node@compute1");
    apply(new SagaInput.StepReported(Events.failed(execution(compute), ErrorCode.SUDO_REFUSED)));
    finishWhatRuns();
    assertThat(saga.saga().state()).isEqualTo(SagaState.INCIDENT);
    long before = saga.saga().counts().succeeded();
    long dispatches = saga.saga().dispatches();

    // when somebody mends it
    Transition retry = apply(ordered(new Order.Retry(Set.of(compute, CHECK)), "ben"));
    assertThat(retry.history().getFirst().detail())
        .isEqualTo(new HistoryDetail.Retried(List.of(compute), "mended"));
    finishWhatRuns();

    // then
    assertThat(saga.saga().state()).isEqualTo(SagaState.SUCCEEDED);
    assertThat(saga.saga().dispatches() - dispatches).isEqualTo(graph.steps().size() - before);
    assertThat(saga.step(compute).attempt()).isEqualTo(2);
  }

  @Test
  void whatToDoBeginsASentenceOfItsOwnHoweverTheMessageEnds() {
    apply(new SagaInput.Start("anna"));

    Transition bare = fail(CHECK, "the node is not well");
    Transition ended = fail(StepName.parse("check-node@compute1"), "It is not well.");

    assertThat(bare.history().getLast().summary()).contains("the node is not well. Next: ");
    assertThat(ended.history().getLast().summary()).contains("It is not well. Next: ");
  }

  @Test
  void aRetryOfNothingChangesNothing() {
    apply(new SagaInput.Start("anna"));

    Transition retry = apply(ordered(new Order.Retry(Set.of(CHECK)), "ben"));

    assertThat(retry.steps()).isEmpty();
    assertThat(retry.history()).isEmpty();
  }

  @Test
  void anEventOfAnUnknownStepIsRecorded() {
    StepName stranger = StepName.parse("check-node@stranger");
    Execution execution = Events.execution(new UUID(9, 9), stranger, 1, 1);

    Transition transition = apply(new SagaInput.StepReported(Events.started(execution)));

    assertThat(transition.history())
        .extracting(HistoryEntry::type)
        .containsExactly(HistoryType.EVENT_IGNORED);
  }

  private static SagaInput ordered(Order order, String actor) {
    return new SagaInput.Ordered(order, actor, "mended");
  }

  private void finishWhatRuns() {
    boolean found = true;
    while (found) {
      found = false;
      for (StepName step : Set.copyOf(sent.keySet())) {
        if (saga.step(step).state() instanceof StepState.Dispatched) {
          report(step, Map.of());
          found = true;
        }
      }
    }
  }

  private Transition report(StepName step, Map<String, String> facts) {
    Event event = Events.succeeded(execution(step), facts);
    return apply(new SagaInput.StepReported(event));
  }

  private Transition fail(StepName step, String message) {
    Event event = Events.failed(execution(step), ErrorCode.SUDO_REFUSED, message);
    return apply(new SagaInput.StepReported(event));
  }

  private void report(Instant at, Event event) {
    saga.apply(new SagaInput.StepReported(event), at);
  }

  private StepProblem problem(StepName step) {
    return ((StepState.Halted) saga.step(step).state()).problem();
  }

  private Duration limit(StepName step) {
    return saga.step(step).planned().limit();
  }

  private Execution execution(StepName step) {
    Command command = sent.get(step);
    return Events.execution(
        command.dispatch().command(),
        step,
        command.dispatch().attempt(),
        command.dispatch().epoch());
  }

  private Transition apply(SagaInput input) {
    return apply(input, NOW);
  }

  private Transition apply(SagaInput input, Instant now) {
    Transition transition = saga.apply(input, now);
    transition.commands().forEach(command -> sent.put(command.dispatch().step(), command));
    return transition;
  }

  private SagaInMemory saga(SagaKind kind) {
    return new SagaInMemory(
        new SagaEngine(() -> new UUID(4, ids++), delay -> delay, Situation.START_WITHIN),
        NewSaga.of(NewSaga.Origin.of(Events.SAGA, 7, Events.INTEGRATION, kind), graph));
  }
}
