package io.mooring.orchestrator.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.PoolName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.Documents;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.document.Unreachable;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must be true of the graphs of each kind of saga. */
class SagaGraphsTest {
  private static final UUID SECRET = new UUID(2, 2);
  private static final UUID SAGA = new UUID(5, 5);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Planner planner = new Planner();

  @Test
  void aCheckOnlyChecksAndTriesEverythingOnce() {
    StepGraph check = planner.check(Documents.cloud(2, 1));

    assertThat(check.steps())
        .allMatch(step -> step.mode() == Mode.PLAN)
        .noneMatch(PlannedStep::gate)
        .allMatch(step -> step.retry().attempts() == 1)
        .extracting(step -> step.name().toString())
        .containsExactlyInAnyOrder(
            "check-node@mon",
            "check-node@controller1",
            "check-node@controller2",
            "check-node@compute1",
            "check-cluster@mon",
            "check-openstack@controller1",
            "check-images@controller1",
            "check-images@controller2");
    assertThat(before(check, "check-images@controller2")).containsExactly("check-node@controller2");
  }

  @Test
  void aPlanOnlyLooksAndIsHeldUpByNoEdgeOfTheRunbook() {
    StepGraph plan = planner.plan(Documents.cloud(3, 2), Past.none(SECRET));

    assertThat(plan.steps())
        .allMatch(step -> step.mode() == Mode.PLAN)
        .noneMatch(PlannedStep::gate)
        .noneMatch(step -> Work.of(step.action()) == Work.PROOF);
    assertThat(before(plan, "inspect-configure-cinder@controller2"))
        .containsOnly("check-node@controller2", "inspect-define-secret@compute1")
        .hasSize(2);
    assertThat(before(plan, "inspect-place-keyring:glance@controller1"))
        .containsExactlyInAnyOrder("check-node@controller1", "check-cluster@mon");
  }

  @Test
  void whoeverChangesADeployedFileKnowsWhetherTheDeployerIsTold() {
    StepGraph plan =
        planner.plan(
            Documents.valid(
                Documents.site()
                    .replace(
                        "10.77.0.12, roles: [controller]",
                        "10.77.0.12, roles: [controller, deployer]")),
            Past.none(SECRET));

    String check = "check-node@openstack-controller02";
    assertThat(before(plan, "inspect-configure-glance@openstack-controller01")).contains(check);
    assertThat(before(plan, "inspect-place-conf@openstack-compute01")).contains(check);
    assertThat(before(plan, "inspect-define-secret@openstack-compute01")).contains(check);
    assertThat(before(plan, "inspect-configure-deployer@openstack-controller02"))
        .contains(check, "inspect-define-secret@openstack-compute01");
  }

  @Test
  void anApplyLooksAtEveryChangeFirstAndHoldsEverythingBackMeanwhile() {
    StepGraph apply = planner.apply(Documents.cloud(3, 2), Past.none(SECRET));

    for (PlannedStep step : apply.steps()) {
      switch (Work.of(step.action())) {
        case CHECK -> assertThat(step.gate()).isTrue();
        case PROOF -> assertThat(step.gate()).isFalse();
        case CHANGE -> {
          boolean look = step.mode() == Mode.PLAN;
          assertThat(step.gate()).isEqualTo(look);
          assertThat(step.basis().look().isPresent()).isNotEqualTo(look);
          step.basis()
              .look()
              .ifPresent(name -> assertThat(before(apply, step.name())).contains(name.toString()));
        }
      }
    }
    int lastLook =
        apply.steps().stream()
            .filter(PlannedStep::gate)
            .mapToInt(PlannedStep::ordinal)
            .max()
            .orElseThrow();
    assertThat(apply.steps())
        .filteredOn(step -> !step.gate())
        .allMatch(step -> step.ordinal() > lastLook);
  }

  @Test
  void firstHourFailure4NoPoolIsMadeWhileAGlanceIsStillToBeLookedAt() {
    StepGraph apply = planner.apply(Documents.cloud(3, 0), Past.none(SECRET));

    assertThat(step(apply, "create-pool:images@mon").gate()).isFalse();
    for (int controller = 1; controller <= 3; controller++) {
      assertThat(step(apply, "check-images@controller" + controller).gate()).isTrue();
      assertThat(step(apply, "inspect-configure-glance@controller" + controller).gate()).isTrue();
      assertThat(step(apply, "inspect-configure-cinder@controller" + controller).gate()).isTrue();
    }
  }

  @Test
  void whatIsForSomeNodesHasTheirStepsAndWhatTheseRestOn() {
    StepGraph whole = planner.apply(Documents.cloud(3, 3), Past.none(SECRET));

    StepGraph some = whole.forNodes(Set.of(new NodeName("compute2")));

    assertThat(some.steps())
        .filteredOn(step -> step.name().node().value().equals("compute2"))
        .hasSameSizeAs(
            whole.steps().stream()
                .filter(step -> step.name().node().value().equals("compute2"))
                .toList());
    assertThat(some.steps())
        .noneMatch(step -> step.name().node().value().startsWith("controller"))
        .noneMatch(step -> step.name().node().value().equals("compute3"))
        .anyMatch(step -> step.name().toString().equals("check-cluster@mon"));
    assertThat(some.edges())
        .containsExactlyInAnyOrderElementsOf(
            whole.edges().stream()
                .filter(
                    edge -> some.steps().stream().anyMatch(it -> it.name().equals(edge.after())))
                .toList());
  }

  @Test
  void aCertainPlanIsExpectedOfItsLooks() {
    StepName look = StepName.parse("inspect-configure-glance@controller1");

    StepGraph apply =
        planner.apply(Documents.cloud(1, 1), Past.none(SECRET).expecting(Map.of(look, "cafe")));

    assertThat(step(apply, look).basis().expected()).contains("cafe");
    assertThat(step(apply, "configure-glance@controller1").basis().expected()).isEmpty();
  }

  @Test
  void whatWasProvedHoldsUntilSomethingItRestsOnChanges() {
    IntegrationDocument cloud = Documents.cloud(1, 1);
    StepName proof = StepName.parse("test-image@controller1");
    Action action = step(planner.runbook(cloud, SECRET), proof).action();
    Map<StepName, Past.Proof> proofs = Map.of(proof, new Past.Proof(action, NOON));

    assertThat(proved(cloud, Map.of(), proofs, proof)).contains(NOON);
    assertThat(proved(cloud, changed("create-pool:images@mon", 1), proofs, proof)).isEmpty();
    assertThat(proved(cloud, changed("create-pool:images@mon", -1), proofs, proof)).contains(NOON);
    assertThat(proved(cloud, changed("define-secret@compute1", 1), proofs, proof)).contains(NOON);
    Past.Proof ofAnother =
        new Past.Proof(
            step(planner.runbook(cloud, SECRET), "test-volume@controller1").action(), NOON);
    assertThat(proved(cloud, Map.of(), Map.of(proof, ofAnother), proof)).isEmpty();
  }

  private static Map<StepName, Instant> changed(String step, long secondsAfterNoon) {
    return Map.of(StepName.parse(step), NOON.plusSeconds(secondsAfterNoon));
  }

  private Optional<Instant> proved(
      IntegrationDocument document,
      Map<StepName, Instant> changed,
      Map<StepName, Past.Proof> proofs,
      StepName proof) {
    Past past = new Past(SECRET, changed, proofs, Set.of(), Map.of());
    return step(planner.apply(document, past), proof).basis().proved();
  }

  @Test
  void verifyProvesEverythingAndChangesNothing() {
    StepGraph verify = planner.verify(Documents.cloud(1, 1), Past.none(SECRET));

    assertThat(verify.steps())
        .allMatch(step -> (step.mode() == Mode.PLAN) != (Work.of(step.action()) == Work.PROOF));
    assertThat(before(verify, "test-volume@controller1")).containsExactly("check-node@controller1");
  }

  @Test
  void aServiceIsRestartedWithTheFileThatWasPutBackAndOneControllerAfterAnother() {
    StepGraph undo =
        rollback(planner.apply(Documents.cloud(3, 1), Past.none(SECRET)), step -> true);

    assertThat(before(undo, "undo-restart-glance@controller2"))
        .contains("undo-configure-glance@controller2");
    assertThat(ancestors(undo, "undo-configure-glance@controller1"))
        .contains("undo-restart-glance@controller2", "undo-restart-cinder@controller1");
    assertThat(ancestors(undo, "undo-place-keyring:glance@controller3"))
        .contains("undo-restart-glance@controller3");
    assertThat(ancestors(undo, "undo-create-pool:images@mon"))
        .contains("undo-create-user:glance@mon", "undo-create-user:cinder@mon");
    assertThat(undo.steps())
        .allMatch(step -> step.mode() == Mode.UNDO)
        .allMatch(step -> step.basis().undoes().equals(Optional.of(SAGA)))
        .noneMatch(step -> step.action() instanceof Action.InstallClient);
  }

  @Test
  void aFileThatTwoServicesReadGoesBackBeforeEitherIsRestarted() {
    StepGraph done = planner.apply(Documents.labWithBackups(), Past.none(SECRET));

    StepGraph undo =
        rollback(
            done, step -> step.toString().equals("configure-cinder-backup@openstack-controller01"));

    assertThat(undo.steps())
        .extracting(step -> step.name().toString())
        .containsExactly(
            "undo-configure-cinder-backup@openstack-controller01",
            "undo-restart-cinder@openstack-controller01",
            "undo-restart-cinder-backup@openstack-controller01");
    StepGraph all = rollback(done, step -> true);
    assertThat(all.inOrder()).hasSameSizeAs(all.steps());
    assertThat(ancestors(all, "undo-restart-cinder@openstack-controller01"))
        .contains(
            "undo-configure-cinder@openstack-controller01",
            "undo-configure-cinder-backup@openstack-controller01");
    assertThat(ancestors(all, "undo-place-keyring:cinder-backup@backup01"))
        .contains("undo-restart-cinder-backup@backup01");
    assertThat(ancestors(all, "undo-create-pool:openstack-backups@ceph-mon-01"))
        .contains("undo-create-user:cinder-backup@ceph-mon-01");
  }

  @Test
  void onlyWhatWasTouchedIsTakenBack() {
    StepGraph done = planner.apply(Documents.cloud(2, 1), Past.none(SECRET));
    Set<String> touched = Set.of("create-user:glance@mon", "configure-glance@controller2");

    StepGraph undo = rollback(done, step -> touched.contains(step.toString()));

    assertThat(undo.steps())
        .extracting(step -> step.name().toString())
        .containsExactly(
            "undo-configure-glance@controller2",
            "undo-restart-glance@controller2",
            "undo-create-user:glance@mon");
    assertThat(before(undo, "undo-create-user:glance@mon"))
        .containsExactly("undo-restart-glance@controller2");
  }

  /** Whatever was done before something is taken back after it, whatever is left out between. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 3", "3, 5"})
  void everyOrderOfUndoingIsLegal(int controllers, int computes) {
    everyOrderOfUndoingIsLegal(Documents.cloud(controllers, computes));
    everyOrderOfUndoingIsLegal(Documents.cloudWithBackups(controllers, computes));
  }

  private void everyOrderOfUndoingIsLegal(IntegrationDocument document) {
    StepGraph done = planner.apply(document, Past.none(SECRET));
    Map<StepName, Set<StepName>> doneBefore = ancestors(done);
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      int percent = 10 + random.nextInt(90);
      Set<StepName> touched = new HashSet<>();
      done.steps().stream()
          .filter(step -> random.nextInt(100) < percent)
          .forEach(step -> touched.add(step.name()));

      StepGraph undo = rollback(done, touched::contains);

      assertThat(undo.inOrder()).as("acyclic, seed %s", seed).hasSameSizeAs(undo.steps());
      Map<StepName, Set<StepName>> undoneBefore = ancestors(undo);
      for (PlannedStep late : undo.steps()) {
        StepName wasLate = Work.changing(late.name());
        for (PlannedStep early : undo.steps()) {
          StepName wasEarly = Work.changing(early.name());
          if (doneBefore.get(wasLate).contains(wasEarly) && !sameService(late, early)) {
            assertThat(undoneBefore.get(early.name()))
                .as("seed %s: %s rests on %s", seed, wasLate, wasEarly)
                .contains(late.name());
          }
        }
      }
    }
  }

  private static boolean sameService(PlannedStep one, PlannedStep other) {
    return one.name().node().equals(other.name().node()) && service(one).equals(service(other));
  }

  /** Cinder's two may read one file, so they are taken back as one. */
  private static String service(PlannedStep step) {
    return step.name()
        .action()
        .replaceFirst("undo-(configure|restart)-", "")
        .replaceFirst("^cinder-backup$", "cinder");
  }

  @Test
  void removingLooksFirstAtThePoolsThatWereNamedAndDeletesThemLast() {
    StepGraph remove =
        planner.remove(Documents.cloud(1, 1), Past.none(SECRET), Set.of(new PoolName("volumes")));

    assertThat(ancestors(remove, "delete-pool:volumes@mon"))
        .contains(
            "inspect-delete-pool:volumes@mon",
            "undo-create-user:cinder@mon",
            "undo-restart-cinder@controller1",
            "undo-define-secret@compute1");
    assertThat(step(remove, "inspect-delete-pool:volumes@mon").gate()).isTrue();
    assertThat(((Action.DeletePool) step(remove, "delete-pool:volumes@mon").action()).confirmed())
        .contains("volumes");
    assertThat(remove.steps())
        .filteredOn(step -> step.mode() == Mode.UNDO)
        .isNotEmpty()
        .allMatch(step -> step.basis().undoes().isEmpty())
        .noneMatch(step -> step.action() instanceof Action.CreatePool);
  }

  @Test
  void removingLeavesThePoolsThatNobodyNamed() {
    StepGraph remove =
        planner.remove(Documents.cloud(1, 1), Past.none(SECRET), Set.of(new PoolName("volumes")));

    assertThat(remove.steps())
        .filteredOn(step -> step.action() instanceof Action.DeletePool)
        .extracting(step -> step.name().toString())
        .containsExactly("inspect-delete-pool:volumes@mon", "delete-pool:volumes@mon");
  }

  @Test
  void pruningTouchesTheNodesThatAreGoneAndNoOther() {
    StepGraph done = planner.apply(Documents.cloud(1, 3), Past.none(SECRET));

    StepGraph prune = planner.prune(done, Set.of(new NodeName("compute2")));

    assertThat(prune.steps())
        .extracting(step -> step.name().toString())
        .containsExactlyInAnyOrder(
            "undo-define-secret@compute2",
            "undo-place-keyring:cinder@compute2",
            "undo-place-conf@compute2");
  }

  @Test
  void onlyComputesAreParked() {
    IntegrationDocument document = Documents.valid(Documents.site() + "\nunreachable: park\n");

    assertThat(planner.apply(document, Past.none(SECRET)).steps())
        .allSatisfy(
            step ->
                assertThat(step.unreachable())
                    .isEqualTo(
                        step.name().node().value().contains("compute")
                            ? Unreachable.PARK
                            : Unreachable.WAIT));
  }

  @Test
  void everyGraphIsFreeOfCirclesAndGrowsWithTheNodesAndNotFaster() {
    List<StepGraph> small = all(Documents.cloud(3, 50));
    List<StepGraph> big = all(Documents.cloud(3, 150));

    for (int i = 0; i < small.size(); i++) {
      assertThat(big.get(i).inOrder()).hasSameSizeAs(big.get(i).steps());
      int more = big.get(i).edges().size() - small.get(i).edges().size();
      assertThat(more).as("graph %s", i).isLessThanOrEqualTo(100 * 23);
    }
  }

  private List<StepGraph> all(IntegrationDocument document) {
    Past past = Past.none(SECRET);
    StepGraph apply = planner.apply(document, past);
    return List.of(
        planner.plan(document, past),
        apply,
        planner.verify(document, past),
        rollback(apply, step -> true),
        planner.remove(document, past, Set.of()));
  }

  private StepGraph rollback(StepGraph done, Predicate<StepName> touched) {
    return planner.rollback(done, touched, SAGA);
  }

  private static PlannedStep step(StepGraph graph, String name) {
    return step(graph, StepName.parse(name));
  }

  private static PlannedStep step(StepGraph graph, StepName name) {
    return graph.steps().stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no step " + name));
  }

  private static List<String> before(StepGraph graph, String step) {
    return before(graph, StepName.parse(step));
  }

  private static List<String> before(StepGraph graph, StepName step) {
    return graph.dependsOn().getOrDefault(step, List.of()).stream()
        .map(StepName::toString)
        .toList();
  }

  private static Stream<String> ancestors(StepGraph graph, String step) {
    return ancestors(graph).get(StepName.parse(step)).stream().map(StepName::toString);
  }

  private static Map<StepName, Set<StepName>> ancestors(StepGraph graph) {
    Map<StepName, List<StepName>> dependsOn = graph.dependsOn();
    Map<StepName, Set<StepName>> ancestors = new HashMap<>();
    for (PlannedStep step : graph.inOrder()) {
      Set<StepName> all = new HashSet<>();
      for (StepName before : dependsOn.getOrDefault(step.name(), List.of())) {
        all.add(before);
        all.addAll(ancestors.get(before));
      }
      ancestors.put(step.name(), all);
    }
    return ancestors;
  }
}
