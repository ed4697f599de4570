package io.mooring.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Command;
import io.mooring.contracts.Dispatch;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.persistence.SagaInMemory;
import io.mooring.orchestrator.planner.StepGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
  private static final int MOST_HAPPENINGS = 400_000;
  private static final int MOST_RETRIES = 30;
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(8);

  private record Happening(Instant at, long number, Runnable what) {}

  private final Random random;
  private final Surroundings surroundings;
  private final Trouble trouble;
  private final SagaInMemory saga;
  private final Invariants invariants;
  private final PriorityQueue<Happening> ahead =
      new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparingLong(Happening::number));
  private final List<SagaInput> arrived = new ArrayList<>();
  private final Deque<Dispatch> waiting = new ArrayDeque<>();
  private final Map<NodeName, Long> sentEpochs = new HashMap<>();
  private final Map<NodeName, Long> seenEpochs = new HashMap<>();
  private final Set<StepName> done = new HashSet<>();
  private final Instant begin = Instant.parse("2026-01-01T00:00:00Z");
  private Instant now = begin;
  private long happenings;
  private int running;
  private int retries;
  private int biggestBatch;

  SimulatedWorld(long seed, Surroundings surroundings, StepGraph graph) {
    this.random = new Random(seed);
    this.surroundings = surroundings;
    this.trouble = surroundings.trouble();
    SagaEngine engine =
        new SagaEngine(
            () -> new UUID(random.nextLong(), random.nextLong()),
            delay -> delay.plusMillis(random.nextInt(1000)),
            Situation.START_WITHIN);
    saga =
        new SagaInMemory(
            engine,
            NewSaga.of(
                NewSaga.Origin.of(Events.SAGA, 7, Events.INTEGRATION, SagaKind.APPLY), graph));
    invariants = new Invariants(saga);
  }

  /** Runs until nothing is to come; incidents are retried until they are gone. */
  SagaInMemory run() {
    apply(List.of(new SagaInput.Start("tester")));
    while (true) {
      while (!ahead.isEmpty()) {
        Happening next = ahead.poll();
        now = next.at();
        next.what().run();
      }
      invariants.checkAll();
      if (saga.saga().state() != SagaState.INCIDENT || retries++ == MOST_RETRIES) {
        return saga;
      }
      apply(List.of(new SagaInput.Ordered(new Order.Retry(failedSteps()), "tester", "")));
    }
  }

  int biggestBatch() {
    return biggestBatch;
  }

  private Set<StepName> failedSteps() {
    return saga.steps().stream()
        .filter(step -> step.state() instanceof StepState.Halted)
        .map(SagaStep::name)
        .collect(Collectors.toSet());
  }

  private void apply(List<? extends SagaInput> inputs) {
    if (inputs.isEmpty()) {
      return;
    }
    biggestBatch = Math.max(biggestBatch, inputs.size());
    SagaState before = saga.saga().state();
    List<Transition> transitions = saga.apply(inputs, now);
    for (Transition transition : transitions) {
      invariants.check(
          transition.steps().stream().map(step -> saga.step(step.name())).distinct().toList());
      if (before == SagaState.SUCCEEDED) {
        assertThat(transition.steps()).isEmpty();
        assertThat(transition.commands()).isEmpty();
        assertThat(transition.saga().state()).isEqualTo(SagaState.SUCCEEDED);
      }
      transition.steps().forEach(this::checkSuccessIsTrue);
      transition.commands().forEach(this::send);
      for (SagaStep step : transition.steps()) {
        Timer.of(step).ifPresent(timer -> later(timer.due(), this::applyDueTimers));
      }
    }
  }

  private void applyDueTimers() {
    apply(saga.due(now).stream().map(Timer::input).toList());
  }

  private void checkSuccessIsTrue(SagaStep step) {
    if (step.state() instanceof StepState.Done) {
      assertThat(done.contains(step.name())).isTrue();
    }
  }

  private void send(Command command) {
    NodeName node = command.dispatch().node().name();
    Long former = sentEpochs.put(node, command.dispatch().epoch());
    assertThat(former == null || former < command.dispatch().epoch()).isTrue();
    carry(() -> queue(command.dispatch()));
  }

  /** The participant's slots: what finds none free waits for its turn. */
  private void queue(Dispatch dispatch) {
    waiting.add(dispatch);
    fillSlots();
  }

  private void fillSlots() {
    while (running < surroundings.slots() && !waiting.isEmpty()) {
      execute(waiting.poll());
    }
  }

  private void execute(Dispatch dispatch) {
    Execution execution =
        Events.execution(dispatch.command(), dispatch.step(), dispatch.attempt(), dispatch.epoch());
    if (now.isAfter(dispatch.startBy())) {
      say(Events.failed(execution, ErrorCode.NOT_STARTED));
      return;
    }
    say(Events.started(execution));
    NodeName node = dispatch.node().name();
    if (seenEpochs.merge(node, dispatch.epoch(), Math::max) > dispatch.epoch()) {
      say(Events.failed(execution, ErrorCode.STALE_EPOCH));
      return;
    }
    boolean crashed = chance(trouble.crashed());
    Duration took =
        chance(trouble.late())
            ? dispatch.limit().plusSeconds(random.nextInt(100))
            : surroundings.shortest().plusMillis(random.nextInt(4000));
    running++;
    later(
        now.plus(took),
        () -> {
          running--;
          if (crashed) {
            // Not acknowledged, so another member of the group gets it.
            later(now.plus(SESSION_TIMEOUT), () -> queue(dispatch));
          } else {
            say(outcome(execution));
          }
          fillSlots();
        });
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

  private void say(Event event) {
    carry(() -> arrive(new SagaInput.StepReported(event)));
  }

  /** What has arrived when the orchestrator polls becomes one transaction. */
  private void arrive(SagaInput input) {
    if (arrived.isEmpty()) {
      later(now.plus(surroundings.poll()), this::poll);
    }
    arrived.add(input);
  }

  private void poll() {
    List<SagaInput> batch = List.copyOf(arrived);
    arrived.clear();
    apply(batch);
  }

  /**
   * The bus: it may lose a message, double it, or bring it later than the next one. While it is
   * away the sender keeps the message.
   */
  private void carry(Runnable arrival) {
    int copies = chance(trouble.lost()) ? 0 : chance(trouble.doubled()) ? 2 : 1;
    Instant back = begin.plus(surroundings.away());
    Instant from = now.isBefore(back) ? back : now;
    for (int i = 0; i < copies; i++) {
      later(from.plusMillis(random.nextInt(300)), arrival);
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
