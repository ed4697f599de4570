package io.mooring.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Command;
import io.mooring.contracts.Dispatch;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.planner.StepGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A saga, its participants and the bus between them, on a clock of their own. Everything that goes
 * wrong is drawn from the seed, so that a failure can be repeated.
 */
final class SimulatedWorld {
  private static final int MOST_HAPPENINGS = 200_000;
  private static final int MOST_RETRIES = 30;

  /** How often things go wrong, each in per cent. */
  record Trouble(
      int lost, int doubled, int late, int crashed, int unknown, int retryable, int failed) {
    static final Trouble NONE = new Trouble(0, 0, 0, 0, 0, 0, 0);
    static final Trouble MUCH = new Trouble(4, 10, 4, 3, 4, 8, 2);
  }

  private record Happening(Instant at, long number, Runnable what) {}

  private final Random random;
  private final Trouble trouble;
  private final SagaStore store;
  private final PriorityQueue<Happening> ahead =
      new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparingLong(Happening::number));
  private final Map<NodeName, Long> sentEpochs = new HashMap<>();
  private final Map<NodeName, Long> seenEpochs = new HashMap<>();
  private final Set<StepName> done = new HashSet<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long happenings;
  private int retries;
  private int mostRowsBesideDependents;

  SimulatedWorld(long seed, Trouble trouble, StepGraph graph) {
    this.random = new Random(seed);
    this.trouble = trouble;
    SagaEngine engine =
        new SagaEngine(
            () -> new UUID(random.nextLong(), random.nextLong()),
            delay -> delay.plusMillis(random.nextInt(1000)),
            Situation.START_WITHIN);
    store =
        new SagaStore(
            engine, NewSaga.of(Events.SAGA, 7, Events.INTEGRATION, SagaKind.APPLY, graph));
  }

  /** Runs until nothing is to come; incidents are retried until they are gone. */
  SagaStore run() {
    input(new SagaInput.Start("tester"));
    while (true) {
      while (!ahead.isEmpty()) {
        Happening next = ahead.poll();
        now = next.at();
        next.what().run();
      }
      store.checkAll();
      if (store.saga().state() != SagaState.INCIDENT || retries++ == MOST_RETRIES) {
        return store;
      }
      input(new SagaInput.RetryRequested(failedSteps(), "tester"));
    }
  }

  int mostRowsBesideDependents() {
    return mostRowsBesideDependents;
  }

  private Set<StepName> failedSteps() {
    return store.steps().stream()
        .filter(step -> step.state() instanceof StepState.Failed)
        .map(SagaStep::name)
        .collect(Collectors.toSet());
  }

  private void input(SagaInput input) {
    SagaState before = store.saga().state();
    Transition transition = store.apply(input, now);
    store.check(transition.steps().stream().map(step -> store.step(step.name())).toList());
    if (before == SagaState.SUCCEEDED) {
      assertThat(transition.steps()).isEmpty();
      assertThat(transition.commands()).isEmpty();
      assertThat(transition.saga().state()).isEqualTo(SagaState.SUCCEEDED);
    }
    if (SliceQuery.of(input) instanceof SliceQuery.Around around) {
      // a dependent brings its own row and that of its node
      int rows = store.rowsOfLastSlice() - 2 * store.dependentsOf(around.step());
      mostRowsBesideDependents = Math.max(mostRowsBesideDependents, rows);
    }
    transition.steps().forEach(this::checkSuccessIsTrue);
    transition.commands().forEach(this::send);
    for (TimerChange change : transition.timers()) {
      if (change instanceof TimerChange.Set set) {
        // a timer that was cancelled or replaced may still go off: the engine must not mind
        later(set.timer().due(), () -> input(set.timer().input()));
      }
    }
  }

  private void checkSuccessIsTrue(SagaStep step) {
    if (step.state() instanceof StepState.Succeeded) {
      assertThat(done.contains(step.name())).isTrue();
    }
  }

  private void send(Command command) {
    NodeName node = command.dispatch().node().name();
    Long former = sentEpochs.put(node, command.dispatch().epoch());
    assertThat(former == null || former < command.dispatch().epoch()).isTrue();
    carry(() -> execute(command.dispatch()));
  }

  private void execute(Dispatch dispatch) {
    Execution execution =
        Events.execution(dispatch.command(), dispatch.step(), dispatch.attempt(), dispatch.epoch());
    say(Events.started(execution), Duration.ZERO);
    NodeName node = dispatch.node().name();
    if (seenEpochs.merge(node, dispatch.epoch(), Math::max) > dispatch.epoch()) {
      say(Events.failed(execution, ErrorCode.STALE_EPOCH), Duration.ZERO);
    } else if (!chance(trouble.crashed())) {
      Duration took = Duration.ofMillis(chance(trouble.late()) ? 700_000 : random.nextInt(4000));
      say(outcome(execution), took);
    }
  }

  private Event outcome(Execution execution) {
    if (chance(trouble.unknown())) {
      return Events.unknown(execution);
    }
    if (chance(trouble.retryable())) {
      return Events.failed(execution, ErrorCode.NODE_UNREACHABLE);
    }
    if (chance(trouble.failed())) {
      return Events.failed(execution, ErrorCode.SERVICE_UNHEALTHY);
    }
    done.add(execution.step());
    return Events.succeeded(execution, Map.of("seen", execution.step().toString()));
  }

  private void say(Event event, Duration after) {
    later(now.plus(after), () -> carry(() -> input(new SagaInput.StepReported(event))));
  }

  /** The bus: it may lose a message, double it, or bring it later than the next one. */
  private void carry(Runnable arrival) {
    int copies = chance(trouble.lost()) ? 0 : chance(trouble.doubled()) ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      later(now.plusMillis(random.nextInt(300)), arrival);
    }
  }

  private void later(Instant at, Runnable what) {
    if (happenings == MOST_HAPPENINGS) {
      throw new AssertionError("the saga does not come to rest");
    }
    ahead.add(new Happening(at, happenings++, what));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
