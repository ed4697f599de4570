package io.mooring.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Mode;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.Documents;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.persistence.RowsInMemory;
import io.mooring.orchestrator.planner.Planner;
import io.mooring.orchestrator.planner.Work;
import io.mooring.orchestrator.service.SagaPlans;
import io.mooring.orchestrator.service.SimulatedPlans;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The sagas of one integration, one after another, over the same nodes. */
final class SimulatedLife {
  private static final UUID SECRET = new UUID(2, 2);
  private static final UUID SOMEBODY = new UUID(9, 9);

  /** The first numbers of neighbouring seeds are alike otherwise. */
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private static final int JSON_EVERY = 50;
  private static final int CALM_EVERY = 10;
  private static final int MOST_ACTS = 1;
  private static final Map<String, IntegrationDocument> DOCUMENTS = new ConcurrentHashMap<>();
  private static final List<String> POLICIES = List.of("wait", "park", "fail");

  private final Random random;
  private final long seed;
  private final String policy;
  private final SagaPlans plans = SimulatedPlans.of(new Planner());
  private final SimulatedNodes nodes;
  private final SimulatedWorld world;
  private final List<UUID> newestFirst = new ArrayList<>();
  private final Map<SagaKind, Integer> lived = new EnumMap<>(SagaKind.class);
  private int computes;

  SimulatedLife(long seed) {
    this.random = new Random(seed * SPREAD);
    this.seed = seed;
    this.policy = POLICIES.get((int) (seed % POLICIES.size()));
    this.computes = random.nextInt(4) == 0 ? 2 : 1;
    this.nodes = new SimulatedNodes(random.nextInt(4) == 0 ? 20 : 0);
    this.world =
        new SimulatedWorld(
            random, Surroundings.CALM.with(Trouble.AND_ORDERS), nodes, seed % JSON_EVERY == 0);
  }

  /**
   * Lives.
   *
   * @return how many sagas of each kind there were
   */
  Map<SagaKind, Integer> live() {
    RowsInMemory.Row first = firstApply();
    if (isWhole(first)) {
      everythingIsThere(first);
    }
    for (int act = 0; act < MOST_ACTS; act++) {
      act();
    }
    if (seed % CALM_EVERY == 0) {
      endCalmly();
    }
    return lived;
  }

  private RowsInMemory.Row firstApply() {
    if (random.nextInt(3) > 0) {
      return run(SagaKind.APPLY, SagaPlans.Request.PLAIN).orElseThrow();
    }
    run(SagaKind.CHECK, SagaPlans.Request.PLAIN).orElseThrow();
    RowsInMemory.Row plan = run(SagaKind.PLAN, SagaPlans.Request.PLAIN).orElseThrow();
    assertThat(nodes.madeBy()).as("neither a check nor a plan changes anything").isEmpty();
    Optional<RowsInMemory.Row> apply =
        PlanHash.of(stored(), plan.open()).flatMap(hash -> applyPlan(hash, plan));
    return apply.orElseGet(() -> run(SagaKind.APPLY, SagaPlans.Request.PLAIN).orElseThrow());
  }

  /** On a node where the world has moved since the plan nothing at all may be changed. */
  private Optional<RowsInMemory.Row> applyPlan(String hash, RowsInMemory.Row plan) {
    Optional<StepName> moved =
        PlanHash.digests(plan.open()).keySet().stream()
            .filter(look -> random.nextInt(40) == 0)
            .map(Work::changing)
            .findFirst();
    moved.ifPresent(thing -> nodes.tamper(thing, SOMEBODY));
    Optional<RowsInMemory.Row> apply =
        run(
            SagaKind.APPLY,
            new SagaPlans.Request(
                Optional.of(hash), false, Optional.empty(), Set.of(), Set.of(), Map.of()));
    apply
        .filter(row -> moved.isPresent() && row.saga().counts().skipped() == 0)
        .ifPresent(
            row ->
                assertThat(nodes.madeBy().entrySet())
                    .filteredOn(it -> it.getKey().node().equals(moved.orElseThrow().node()))
                    .noneMatch(it -> it.getValue().equals(row.saga().id())));
    return apply.filter(row -> moved.isEmpty());
  }

  private void act() {
    switch (random.nextInt(computes > 1 ? 7 : 5)) {
      case 0 -> run(SagaKind.VERIFY, SagaPlans.Request.PLAIN);
      case 1 -> run(SagaKind.APPLY, SagaPlans.Request.PLAIN);
      case 2, 3 -> takeBack();
      case 4 -> remove();
      default -> prune();
    }
  }

  private void takeBack() {
    Optional<UUID> apply =
        newestFirst.stream()
            .filter(id -> world.rows().of(id).saga().kind() == SagaKind.APPLY)
            .findFirst();
    Optional<RowsInMemory.Row> rollback =
        apply.flatMap(id -> run(SagaKind.ROLLBACK, SagaPlans.Request.undoing(id)));
    rollback
        .filter(SimulatedLife::isWhole)
        .ifPresent(
            row -> {
              nothingIsLeftOf(apply.orElseThrow());
              while (world
                  .cluster()
                  .ask(
                      orchestrator -> {
                        orchestrator.markRolledBack(apply.orElseThrow(), row.saga().id());
                        return true;
                      })
                  .isEmpty()) {
                // That orchestrator died; the duty stays.
              }
              assertThat(world.rows().of(apply.orElseThrow()).saga().state())
                  .isEqualTo(SagaState.ROLLED_BACK);
            });
  }

  private void nothingIsLeftOf(UUID saga) {
    assertThat(nodes.madeBy().entrySet())
        .filteredOn(thing -> !thing.getKey().action().equals("install-client"))
        .noneMatch(thing -> thing.getValue().equals(saga));
  }

  private void remove() {
    Set<String> pools = Set.of("images", "volumes", "vms");
    run(
            SagaKind.REMOVE,
            new SagaPlans.Request(
                Optional.empty(), false, Optional.empty(), pools, Set.of(), Map.of()))
        .filter(SimulatedLife::isWhole)
        .ifPresent(row -> nothingIsLeft());
  }

  /** Packages stay; a pool may come back by a command that was late. */
  private void nothingIsLeft() {
    assertThat(nodes.madeBy().keySet())
        .extracting(StepName::action)
        .isSubsetOf("install-client", "create-pool");
  }

  private void prune() {
    computes = 1;
    String gone = "compute2";
    run(SagaKind.PRUNE, SagaPlans.Request.PLAIN)
        .filter(SimulatedLife::isWhole)
        .ifPresent(
            row ->
                assertThat(nodes.madeBy().keySet())
                    .filteredOn(thing -> thing.node().value().equals(gone))
                    .extracting(StepName::action)
                    .isSubsetOf("install-client"));
  }

  private void endCalmly() {
    world.calmDown();
    run(SagaKind.APPLY, SagaPlans.Request.PLAIN);
    RowsInMemory.Row again = run(SagaKind.APPLY, SagaPlans.Request.PLAIN).orElseThrow();
    assertThat(again.saga().state()).isEqualTo(SagaState.SUCCEEDED);
    assertThat(again.saga().counts().changed()).isZero();
    for (SagaStep step : again.steps()) {
      assertThat(step.attempt() > 0).as("%s", step.name()).isEqualTo(step.planned().gate());
    }
    everythingIsThere(again);
    RowsInMemory.Row verify = run(SagaKind.VERIFY, SagaPlans.Request.PLAIN).orElseThrow();
    assertThat(verify.saga().counts().changed()).isZero();
  }

  private void everythingIsThere(RowsInMemory.Row saga) {
    for (SagaStep step : saga.steps()) {
      if (Work.of(step.planned().action()) == Work.CHANGE && step.planned().mode() == Mode.APPLY) {
        assertThat(nodes.madeBy()).containsKey(step.name());
      }
    }
  }

  private static boolean isWhole(RowsInMemory.Row row) {
    return row.saga().state() == SagaState.SUCCEEDED && row.saga().counts().skipped() == 0;
  }

  private String stored() {
    return "unreachable: " + policy + ", computes: " + computes;
  }

  /** Empty where the orchestrator says that there is nothing to do, or that something is first. */
  private Optional<RowsInMemory.Row> run(SagaKind kind, SagaPlans.Request request) {
    IntegrationDocument document =
        DOCUMENTS.computeIfAbsent(stored(), text -> Documents.cloud(1, computes, policy));
    SagaPlans.Situation situation =
        new SagaPlans.Situation(
            document,
            stored(),
            SECRET,
            newestFirst.stream().map(id -> world.rows().of(id).open()).toList());
    if (!(plans.prepare(kind, request, situation) instanceof SagaPlans.Prepared.Ready ready)) {
      return Optional.empty();
    }
    long number = newestFirst.size() + 1L;
    NewSaga.Origin origin =
        new NewSaga.Origin(
            new UUID(seed, number),
            number,
            Events.INTEGRATION,
            kind,
            ready.parent(),
            ready.facts(),
            ready.decisions());
    newestFirst.addFirst(origin.id());
    lived.merge(kind, 1, Integer::sum);
    RowsInMemory.Row ended = world.run(NewSaga.of(origin, ready.graph()));
    assertThat(ended.saga().state())
        .isIn(SagaState.SUCCEEDED, SagaState.INCIDENT, SagaState.CANCELLED);
    return Optional.of(ended);
  }
}
