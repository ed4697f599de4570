package io.mooring.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Mode;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.persistence.SagaInMemory;
import io.mooring.orchestrator.planner.Past;
import io.mooring.orchestrator.planner.Planner;
import io.mooring.orchestrator.planner.StepGraph;
import io.mooring.orchestrator.planner.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** The sagas of one integration, one after another, over the same nodes. */
final class SimulatedLife {
  private static final UUID SECRET = new UUID(2, 2);
  private static final int JSON_EVERY = 50;
  private static final int CALM_EVERY = 5;

  private final Random random;
  private final long seed;
  private final IntegrationDocument document;
  private final Planner planner = new Planner();
  private final SimulatedNodes nodes;
  private final List<OpenSaga> newestFirst = new ArrayList<>();
  private Map<String, String> decisions = Map.of();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long sagas;

  SimulatedLife(long seed, IntegrationDocument document) {
    this.random = new Random(seed);
    this.seed = seed;
    this.document = document;
    this.nodes = new SimulatedNodes(random.nextInt(4) == 0 ? 20 : 0);
  }

  void live() {
    Trouble trouble = Trouble.AND_ORDERS;
    SagaInMemory first = run(SagaKind.APPLY, planner.apply(document, past()), trouble);
    if (first.saga().state() == SagaState.SUCCEEDED && first.saga().counts().skipped() == 0) {
      everythingIsThere(first);
    }
    boolean whole =
        first.saga().state() == SagaState.SUCCEEDED && first.saga().counts().skipped() == 0;
    if (whole && seed % CALM_EVERY == 0) {
      SagaInMemory second = run(SagaKind.APPLY, planner.apply(document, past()), Trouble.NONE);
      nothingWasDone(second);
      SagaInMemory verify = run(SagaKind.VERIFY, planner.verify(document, past()), Trouble.NONE);
      assertThat(verify.saga().counts().changed()).isZero();
    }
    takeBack(first, trouble);
  }

  private void takeBack(SagaInMemory done, Trouble trouble) {
    StepGraph undo =
        planner.rollback(
            EarlierSagas.graph(done.open()),
            step -> done.step(step).attempt() > 0,
            done.saga().id());
    if (undo.steps().isEmpty()) {
      assertThat(nodes.madeBy()).doesNotContainValue(done.saga().id());
      return;
    }
    SagaInMemory rollback = run(SagaKind.ROLLBACK, undo, trouble);
    if (rollback.saga().state() == SagaState.SUCCEEDED && rollback.saga().counts().skipped() == 0) {
      assertThat(nodes.madeBy().entrySet())
          .filteredOn(thing -> !thing.getKey().action().equals("install-client"))
          .noneMatch(thing -> thing.getValue().equals(done.saga().id()));
    }
  }

  private void everythingIsThere(SagaInMemory saga) {
    for (SagaStep step : saga.steps()) {
      if (Work.of(step.planned().action()) == Work.CHANGE && step.planned().mode() == Mode.APPLY) {
        assertThat(nodes.madeBy()).containsKey(step.name());
      }
    }
  }

  private static void nothingWasDone(SagaInMemory saga) {
    assertThat(saga.saga().state()).isEqualTo(SagaState.SUCCEEDED);
    assertThat(saga.saga().counts().changed()).isZero();
    for (SagaStep step : saga.steps()) {
      assertThat(step.attempt() > 0).as("%s", step.name()).isEqualTo(step.planned().gate());
    }
  }

  private Past past() {
    return EarlierSagas.past(SECRET, newestFirst);
  }

  private SagaInMemory run(SagaKind kind, StepGraph graph, Trouble trouble) {
    sagas++;
    NewSaga.Origin origin =
        new NewSaga.Origin(
            new UUID(seed, sagas),
            sagas,
            Events.INTEGRATION,
            kind,
            Optional.empty(),
            Map.of(),
            decisions);
    SimulatedWorld world =
        new SimulatedWorld(
            random,
            Surroundings.CALM.with(trouble),
            NewSaga.of(origin, graph),
            nodes,
            now,
            seed % JSON_EVERY == 0);
    SagaInMemory ended = world.run();
    assertThat(ended.saga().state())
        .isIn(SagaState.SUCCEEDED, SagaState.INCIDENT, SagaState.CANCELLED);
    now = world.now().plusSeconds(1);
    decisions = ended.saga().decisions();
    newestFirst.addFirst(ended.open());
    return ended;
  }
}
