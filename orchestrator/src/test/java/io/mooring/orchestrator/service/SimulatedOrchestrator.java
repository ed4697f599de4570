package io.mooring.orchestrator.service;

import io.mooring.contracts.Command;
import io.mooring.orchestrator.CrashPoints;
import io.mooring.orchestrator.persistence.RowsInMemory;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.NewSaga;
import io.mooring.orchestrator.saga.OpenSaga;
import io.mooring.orchestrator.saga.Order;
import io.mooring.orchestrator.saga.SagaEngine;
import io.mooring.orchestrator.saga.SagaInput;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The writer that runs in production, and what hands it orders and new sagas, over fake rows. */
public final class SimulatedOrchestrator {
  private final RowsInMemory rows;
  private final SagaEngine engine;
  private final CommandBus bus;
  private final Clock clock;
  private final SagaWriter writer;
  private final DirectOrders direct;

  /** A process that has just started. */
  public SimulatedOrchestrator(
      RowsInMemory rows, SagaEngine engine, CommandBus bus, CrashPoints crashPoints, Clock clock) {
    this.rows = rows;
    this.engine = engine;
    this.bus = bus;
    this.clock = clock;
    this.writer =
        new SagaWriter(
            rows.session(),
            rows.stored(),
            rows.rows(),
            rows.leases(),
            new NothingIsSetAside(),
            engine,
            bus,
            crashPoints,
            clock,
            new NobodyListens());
    this.direct = new DirectOrders(rows.stored(), rows.rows(), engine, clock);
  }

  /** Its writer. */
  public SagaWriter writer() {
    return writer;
  }

  /**
   * Stores a saga and, where this one writes, starts it; see {@link SagaStarts}.
   *
   * @param stored runs when it is stored, and not yet in anybody's memory
   */
  public void start(NewSaga made, String actor, Runnable stored) {
    HeldSaga saga = new HeldSaga(OpenSaga.of(made));
    boolean writes = writer.isWriting();
    if (writes) {
      saga.apply(engine, new SagaInput.Start(actor), clock.instant());
    }
    rows.insert(saga.open(), made.edges(), saga.history(), actor, clock.instant());
    stored.run();
    List<Command> commands = saga.committed();
    if (writes) {
      writer.adopt(saga);
      bus.send(commands);
    }
  }

  /** Gives an order to a saga, whoever writes; see {@link WriterTasks#order}. */
  public SagaOrders.Outcome order(UUID saga, Order order, String actor) {
    return decide(
        saga,
        open -> {
          OrderDecision decision =
              OrderDecision.decide(
                  open,
                  new SagaOrders.Wanted(
                      new SagaOrders.Target.Exactly(order), OptionalLong.empty(), "because"));
          List<SagaInput> inputs =
              decision.order().stream()
                  .<SagaInput>map(legal -> new SagaInput.Ordered(legal, actor, "because"))
                  .toList();
          return new WriterTasks.Decision<>(inputs, decision.outcome());
        });
  }

  /** Tells a saga that everything it changed was taken back; see {@link Upkeep}. */
  public void markRolledBack(UUID saga, UUID by) {
    decide(saga, open -> new WriterTasks.Decision<>(List.of(new SagaInput.RolledBack(by)), open));
  }

  private <T> T decide(
      UUID saga, java.util.function.Function<OpenSaga, WriterTasks.Decision<T>> decide) {
    if (!writer.isWriting()) {
      return direct.order(saga, decide).orElseThrow();
    }
    Optional<WriterTasks.Decision<T>> decision =
        writer.find(saga).map(found -> decide.apply(found.open()));
    decision
        .map(WriterTasks.Decision::inputs)
        .filter(inputs -> !inputs.isEmpty())
        .ifPresent(inputs -> writer.advance(Map.of(saga, inputs)));
    return decision.orElseThrow().answer();
  }

  @Vetoed
  private static final class NothingIsSetAside extends Quarantine {
    NothingIsSetAside() {
      super(null, Clock.systemUTC());
    }

    @Override
    List<HistoryEntry> setAside(UUID saga, SagaDefect defect) {
      throw new AssertionError("saga " + saga + " would be set aside", defect.getCause());
    }
  }

  private static final class NobodyListens implements Event<SagaAdvanced> {
    @Override
    public void fire(SagaAdvanced event) {
      // The history is in the rows.
    }

    @Override
    public <U extends SagaAdvanced> CompletionStage<U> fireAsync(U event) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <U extends SagaAdvanced> CompletionStage<U> fireAsync(
        U event, NotificationOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Event<SagaAdvanced> select(Annotation... qualifiers) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <U extends SagaAdvanced> Event<U> select(Class<U> type, Annotation... qualifiers) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <U extends SagaAdvanced> Event<U> select(TypeLiteral<U> type, Annotation... qualifiers) {
      throw new UnsupportedOperationException();
    }
  }
}
