package io.mooring.orchestrator.saga;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final SimulatedNodes nodes;
  private final Invariants invariants;
  private final PriorityQueue<Happening> ahead =
      new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparingLong(Happening::number));
  private final List<SagaInput> arrived = new ArrayList<>();
  private final Deque<Command> waiting = new ArrayDeque<>();
  private final Map<NodeName, Long> sentEpochs = new HashMap<>();
  private Instant now;
  private final Instant begin;
  private long happenings;
  private int running;
  private int retries;
  private int biggestBatch;

  SimulatedWorld(long seed, Surroundings surroundings, StepGraph graph) {
    this(
        new Random(seed),
        surroundings,
        NewSaga.of(NewSaga.Origin.of(Events.SAGA, 7, Events.INTEGRATION, SagaKind.APPLY), graph),
        new SimulatedNodes(0),
        Instant.parse("2026-01-01T00:00:00Z"),
        true);
  }

  SimulatedWorld(
      Random random,
      Surroundings surroundings,
      NewSaga made,
      SimulatedNodes nodes,
      Instant begin,
      boolean throughJson) {
    this.random = random;
    this.surroundings = surroundings;
    this.trouble = surroundings.trouble();
    this.nodes = nodes;
    this.begin = begin;
    this.now = begin;
    SagaEngine engine =
        new SagaEngine(
            () -> new UUID(random.nextLong(), random.nextLong()),
            delay -> delay.plusMillis(random.nextInt(1000)),
            Situation.START_WITHIN);
    SagaInMemory rows = new SagaInMemory(engine, made);
    saga = throughJson ? rows : rows.withoutJson();
    invariants = new Invariants(saga);
  }

  /** Runs until nothing is to come; whatever then needs a person gets one. */
  SagaInMemory run() {
    for (int i = 0; i < trouble.orders(); i++) {
      later(now.plusMillis(random.nextInt(60_000)), this::meddle);
    }
    apply(List.of(new SagaInput.Start("tester")));
    while (true) {
      while (!ahead.isEmpty()) {
        Happening next = ahead.poll();
        now = next.at();
        next.what().run();
      }
      invariants.checkAll();
      Optional<Order> order = wayOut();
      if (order.isEmpty() || retries++ == MOST_RETRIES) {
        return saga;
      }
      order(order.get());
    }
  }

  Instant now() {
    return now;
  }

  int biggestBatch() {
    return biggestBatch;
  }

  /** What a patient person would order now. */
  private Optional<Order> wayOut() {
    return switch (saga.saga().state()) {
      case PAUSED -> Optional.of(new Order.Resume());
      case INCIDENT ->
          saga.steps().stream()
              .filter(step -> LegalOrders.of(saga.saga(), step).contains(Order.Kind.RESOLVE))
              .findFirst()
              .<Order>map(step -> new Order.Resolve(step.name(), "", SimulatedNodes.CHOICE))
              .or(() -> Optional.of(new Order.Retry(failedSteps())));
      case CREATED, RUNNING, SUCCEEDED, CANCELLED, ROLLED_BACK, QUARANTINED -> Optional.empty();
    };
  }

  /** An order at any time, legal or not; what is not legal changes nothing. */
  private void meddle() {
    List<StepName> names = saga.steps().stream().map(SagaStep::name).toList();
    StepName any = names.get(random.nextInt(names.size()));
    order(
        switch (random.nextInt(20)) {
          case 0 -> new Order.Cancel();
          case 1, 2, 3, 4 -> new Order.Pause();
          case 5, 6, 7, 8 -> new Order.Resume();
          case 9, 10, 11 -> new Order.Skip(any);
          case 12, 13, 14 -> new Order.Resolve(any, "", SimulatedNodes.CHOICE);
          default -> new Order.Retry(Set.copyOf(names));
        });
  }

  private void order(Order order) {
    boolean refused = LegalOrders.refusal(saga.open(), order).isPresent();
    List<Transition> transitions =
        apply(List.of(new SagaInput.Ordered(order, "tester", "because")));
    if (refused && !transitions.getFirst().steps().isEmpty()) {
      throw new AssertionError("an illegal order was carried out: " + order);
    }
  }

  private Set<StepName> failedSteps() {
    return saga.steps().stream()
        .filter(step -> step.state() instanceof StepState.Halted)
        .map(SagaStep::name)
        .collect(Collectors.toSet());
  }

  private List<Transition> apply(List<? extends SagaInput> inputs) {
    if (inputs.isEmpty()) {
      return List.of();
    }
    biggestBatch = Math.max(biggestBatch, inputs.size());
    int writer = chance(trouble.takenOver()) ? 1 : 0;
    if (chance(trouble.takenOver())) {
      saga.applyInVain(writer, inputs, now);
    }
    SagaState before = saga.saga().state();
    boolean unsent = chance(trouble.takenOver());
    List<Transition> transitions = saga.apply(writer, inputs, now);
    for (Transition transition : transitions) {
      invariants.check(transition.steps().stream().map(step -> saga.step(step.name())).toList());
      checkAbsorbed(before, transition);
      transition.commands().forEach(this::checkEpoch);
      if (!unsent) {
        transition.commands().forEach(this::send);
      }
      for (SagaStep step : transition.steps()) {
        Timer.of(step).ifPresent(timer -> later(timer.due(), this::applyDueTimers));
      }
    }
    if (unsent) {
      sendAgain();
    }
    return transitions;
  }

  private static void checkAbsorbed(SagaState before, Transition transition) {
    if (before == SagaState.SUCCEEDED || before == SagaState.CANCELLED) {
      boolean moved =
          !transition.steps().isEmpty()
              || !transition.commands().isEmpty()
              || transition.saga().state() != before;
      if (moved) {
        throw new AssertionError("a saga moved that was " + before);
      }
    }
  }

  /** The orchestrator died after the commit; the next one sends what nobody has begun with. */
  private void sendAgain() {
    saga.reload();
    saga.steps().stream()
        .filter(step -> step.state() instanceof StepState.Dispatched sent && !sent.started())
        .flatMap(step -> SagaEngine.command(saga.saga(), step).stream())
        .forEach(this::send);
  }

  private void applyDueTimers() {
    apply(saga.due(now).stream().map(Timer::input).toList());
  }

  private void checkEpoch(Command command) {
    NodeName node = command.dispatch().node().name();
    Long former = sentEpochs.put(node, command.dispatch().epoch());
    if (former != null && former >= command.dispatch().epoch()) {
      throw new AssertionError("the epochs of " + node + " don't rise");
    }
    nodes.allow(command.dispatch());
  }

  private void send(Command command) {
    carry(() -> queue(command));
  }

  /** The participant's slots: what finds none free waits for its turn. */
  private void queue(Command command) {
    waiting.add(command);
    fillSlots();
  }

  private void fillSlots() {
    while (running < surroundings.slots() && !waiting.isEmpty()) {
      execute(waiting.poll());
    }
  }

  private void execute(Command command) {
    Dispatch dispatch = command.dispatch();
    Execution execution =
        Events.execution(dispatch.command(), dispatch.step(), dispatch.attempt(), dispatch.epoch());
    if (now.isAfter(dispatch.startBy())) {
      say(Events.failed(execution, ErrorCode.NOT_STARTED));
      return;
    }
    say(Events.started(execution));
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
            if (random.nextBoolean()) {
              nodes.execute(command, execution);
            }
            // Not acknowledged, so another member of the group gets it.
            later(now.plus(SESSION_TIMEOUT), () -> queue(command));
          } else {
            say(outcome(command, execution));
          }
          fillSlots();
        });
  }

  private Event outcome(Command command, Execution execution) {
    if (chance(trouble.retryable())) {
      return Events.failed(execution, ErrorCode.NODE_UNREACHABLE);
    }
    if (chance(trouble.failed())) {
      return Events.failed(execution, ErrorCode.SERVICE_UNHEALTHY);
    }
    if (chance(trouble.unknown())) {
      if (random.nextBoolean()) {
        nodes.execute(command, execution);
      }
      return Events.unknown(execution);
    }
    return nodes.execute(command, execution);
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
