package io.mooring.orchestrator.saga;

import static io.mooring.orchestrator.saga.Invariants.require;

import io.mooring.contracts.Command;
import io.mooring.contracts.Dispatch;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.messaging.SimulatedLoop;
import io.mooring.orchestrator.persistence.RowsInMemory;
import io.mooring.orchestrator.planner.StepGraph;
import io.mooring.orchestrator.planner.Work;
import io.mooring.orchestrator.service.SagaOrders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Orchestrators, participants, nodes and the bus between them, on a clock of their own. Everything
 * that goes wrong is drawn from the seed, so that a failure can be repeated. What is still on its
 * way when a saga has come to rest arrives in the time of the next one.
 */
final class SimulatedWorld extends Clock {
  private static final int MOST_HAPPENINGS = 400_000;
  private static final int MOST_ORDERS = 30;
  private static final int MOST_MOVED = 2;
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(8);

  private record Happening(Instant at, long number, Runnable what) {}

  private final Random random;
  private final Surroundings surroundings;
  private final Trouble trouble;
  private final SimulatedNodes nodes;
  private final Invariants invariants = new Invariants();
  private final RowsInMemory rows;
  private final SimulatedLoop.Topic topic;
  private final SimulatedCluster cluster;
  private final PriorityQueue<Happening> ahead =
      new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparingLong(Happening::number));
  private final Deque<Command> waiting = new ArrayDeque<>();
  private final Instant busIsBack;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private boolean calm;
  private boolean arrived;
  private long happenings;
  private int running;

  SimulatedWorld(Random random, Surroundings surroundings, SimulatedNodes nodes, boolean json) {
    this.random = random;
    this.surroundings = surroundings;
    this.trouble = surroundings.trouble();
    this.nodes = nodes;
    this.busIsBack = now.plus(surroundings.away());
    this.rows = new RowsInMemory(json, invariants);
    this.topic = new SimulatedLoop.Topic(() -> now.isBefore(busIsBack));
    SagaEngine engine =
        new SagaEngine(
            () -> new UUID(random.nextLong(), random.nextLong()),
            delay -> delay.plusMillis(random.nextInt(1000)),
            Situation.START_WITHIN);
    this.cluster =
        new SimulatedCluster(random, trouble, rows, engine, topic, this::send, this, this::later);
    later(busIsBack, cluster::turn);
  }

  /** Runs one apply of a graph without looks in a world of its own. */
  static SimulatedWorld of(long seed, Surroundings surroundings) {
    return new SimulatedWorld(new Random(seed), surroundings, new SimulatedNodes(0), true);
  }

  RowsInMemory.Row run(StepGraph graph) {
    return run(
        NewSaga.of(NewSaga.Origin.of(Events.SAGA, 7, Events.INTEGRATION, SagaKind.APPLY), graph));
  }

  /** Runs a saga until nothing is to come; whatever then needs a person gets one. */
  RowsInMemory.Row run(NewSaga made) {
    UUID saga = made.saga().id();
    if (!calm) {
      for (int i = 0; i < trouble.orders(); i++) {
        later(now.plusMillis(random.nextInt(60_000)), () -> meddle(saga));
      }
      if (chance(trouble.unreachable())) {
        takeAwayANode(made);
      }
    }
    cluster.start(made, invariants::stored);
    RowsInMemory.Row row = rows.of(saga);
    for (int orders = 0; true; orders++) {
      while (!ahead.isEmpty() && !row.saga().state().atRest()) {
        happen();
      }
      require(row.saga().state() != SagaState.CREATED, "nobody has begun it", row.saga());
      invariants.checkAll(row);
      Optional<Order> order = wayOut(row, orders);
      if (order.isEmpty() || orders == MOST_ORDERS) {
        return row;
      }
      order(saga, order.get());
    }
  }

  /** From now on nothing goes wrong any more, once everything has arrived that is on its way. */
  void calmDown() {
    while (!ahead.isEmpty()) {
      happen();
    }
    calm = true;
  }

  private void happen() {
    Happening next = ahead.poll();
    now = next.at();
    next.what().run();
  }

  RowsInMemory rows() {
    return rows;
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  private void takeAwayANode(NewSaga made) {
    NodeName node = made.steps().get(random.nextInt(made.steps().size())).node();
    Instant until = now.plusSeconds(10 + random.nextInt(300));
    later(now.plusMillis(random.nextInt(20_000)), () -> nodes.takeAway(node, until));
  }

  /** What a patient person would order now. */
  private static Optional<Order> wayOut(RowsInMemory.Row row, int orders) {
    return switch (row.saga().state()) {
      case PAUSED -> Optional.of(new Order.Resume());
      case INCIDENT -> Optional.of(wayOutOfIncident(row, orders));
      case CREATED, RUNNING, SUCCEEDED, CANCELLED, ROLLED_BACK, QUARANTINED -> Optional.empty();
    };
  }

  private static Order wayOutOfIncident(RowsInMemory.Row row, int orders) {
    Set<Order.Kind> legal = LegalOrders.of(row.saga());
    boolean moved =
        row.steps().stream()
            .anyMatch(
                step ->
                    step.state() instanceof StepState.Halted halted
                        && halted.problem().code() == ErrorCode.WORLD_MOVED);
    if (moved && orders > MOST_MOVED) {
      return new Order.Cancel();
    }
    return row.steps().stream()
        .filter(step -> LegalOrders.of(row.saga(), step).contains(Order.Kind.RESOLVE))
        .findFirst()
        .<Order>map(step -> new Order.Resolve(step.name(), "", SimulatedNodes.CHOICE))
        .orElseGet(
            () ->
                legal.contains(Order.Kind.RETRY)
                    ? new Order.Retry(failed(row))
                    : legal.contains(Order.Kind.RESUME) ? new Order.Resume() : new Order.Cancel());
  }

  private static Set<StepName> failed(RowsInMemory.Row row) {
    return row.steps().stream()
        .filter(step -> step.state() instanceof StepState.Halted)
        .map(SagaStep::name)
        .collect(Collectors.toSet());
  }

  /** An order at any time, legal or not; what is not legal changes nothing. */
  private void meddle(UUID saga) {
    List<StepName> names = rows.of(saga).steps().stream().map(SagaStep::name).toList();
    StepName any = names.get(random.nextInt(names.size()));
    order(
        saga,
        switch (random.nextInt(20)) {
          case 0 -> new Order.Cancel();
          case 1, 2, 3, 4 -> new Order.Pause();
          case 5, 6, 7, 8 -> new Order.Resume();
          case 9, 10, 11 -> new Order.Skip(any);
          case 12, 13, 14 -> new Order.Resolve(any, "", SimulatedNodes.CHOICE);
          default -> new Order.Retry(Set.copyOf(names));
        });
  }

  private void order(UUID saga, Order order) {
    cluster.ask(
        orchestrator -> {
          long version = rows.of(saga).saga().version();
          SagaOrders.Outcome outcome = orchestrator.order(saga, order, "tester");
          boolean refused = outcome instanceof SagaOrders.Outcome.Refused;
          require(
              !refused || rows.of(saga).saga().version() == version,
              "a refused order changed something",
              order);
          return outcome;
        });
  }

  private void send(List<Command> commands) {
    for (Command command : commands) {
      invariants.sent(command.dispatch().command());
      nodes.sent(command.dispatch());
      carry(() -> queue(command));
    }
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
    Execution execution = Events.execution(dispatch);
    if (now.isAfter(dispatch.startBy())) {
      say(Events.failed(execution, ErrorCode.NOT_STARTED));
      return;
    }
    say(Events.started(execution));
    Duration took =
        chance(trouble.late())
            ? dispatch.limit().plusSeconds(random.nextInt(100))
            : surroundings.shortest().plusMillis(random.nextInt(4000));
    running++;
    if (nodes.isAway(dispatch.node().name(), now)) {
      end(took, () -> say(Events.failed(execution, ErrorCode.NODE_UNREACHABLE)));
      return;
    }
    SimulatedNodes.Look look = nodes.look(command);
    end(
        took,
        () -> {
          if (chance(trouble.crashed())) {
            if (random.nextBoolean()) {
              goOn(command, execution, look);
            }
            // Not acknowledged, so another member of the group gets it.
            later(now.plus(SESSION_TIMEOUT), () -> queue(command));
          } else {
            say(outcome(command, execution, look));
          }
        });
  }

  private void end(Duration took, Runnable how) {
    later(
        now.plus(took),
        () -> {
          running--;
          how.run();
          fillSlots();
        });
  }

  private Event outcome(Command command, Execution execution, SimulatedNodes.Look look) {
    if (chance(trouble.retryable())) {
      return Events.failed(execution, ErrorCode.NODE_UNREACHABLE);
    }
    if (chance(trouble.failed())) {
      return Events.failed(execution, ErrorCode.SERVICE_UNHEALTHY);
    }
    if (command.dispatch().mode() == Mode.APPLY && chance(trouble.unknown())) {
      return Events.progressed(execution, true);
    }
    if (chance(trouble.unknown())) {
      if (random.nextBoolean()) {
        goOn(command, execution, look);
      }
      return Events.unknown(execution);
    }
    return goOn(command, execution, look);
  }

  private Event goOn(Command command, Execution execution, SimulatedNodes.Look look) {
    Dispatch dispatch = command.dispatch();
    boolean mayChange = dispatch.mode() == Mode.APPLY && Work.of(command.action()) == Work.CHANGE;
    RowsInMemory.Row row = rows.of(dispatch.saga());
    if (mayChange && !row.looks().isEmpty()) {
      boolean looked =
          Invariants.allLooked(row) && Invariants.isLookedAt(row, dispatch.node().name());
      require(looked, "a node was changed before all looks ended", dispatch);
      require(nodes.hasLooked(dispatch.saga(), look.thing()), "nobody has looked", dispatch);
    }
    return nodes.goOn(command, execution, look);
  }

  private void say(Event event) {
    carry(() -> arrive(new SagaInput.StepReported(event)));
  }

  /** What has arrived when the orchestrator polls becomes one transaction. */
  private void arrive(SagaInput.StepReported input) {
    topic.add(input);
    if (!arrived) {
      arrived = true;
      later(
          now.plus(surroundings.poll()),
          () -> {
            arrived = false;
            cluster.turn();
          });
    }
  }

  /**
   * The bus: it may lose a message, double it, or bring it later than the next one. While it is
   * away the sender keeps the message.
   */
  private void carry(Runnable arrival) {
    int copies = chance(trouble.lost()) ? 0 : chance(trouble.doubled()) ? 2 : 1;
    Instant from = now.isBefore(busIsBack) ? busIsBack : now;
    for (int i = 0; i < copies; i++) {
      later(from.plusMillis(random.nextInt(300)), arrival);
    }
  }

  private void later(Instant at, Runnable what) {
    if (happenings == MOST_HAPPENINGS) {
      throw new AssertionError("the sagas do not come to rest");
    }
    ahead.add(new Happening(at, happenings++, what));
  }

  private boolean chance(int percent) {
    return !calm && percent > 0 && random.nextInt(100) < percent;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
