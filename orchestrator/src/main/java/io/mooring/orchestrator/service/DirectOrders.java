package io.mooring.orchestrator.service;

import io.mooring.orchestrator.persistence.SagaRows;
import io.mooring.orchestrator.persistence.StoredSagas;
import io.mooring.orchestrator.persistence.StoredSagas.Stored;
import io.mooring.orchestrator.persistence.WriterSession.Written;
import io.mooring.orchestrator.saga.OpenSaga;
import io.mooring.orchestrator.saga.SagaEngine;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.service.WriterTasks.Decision;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Carries out orders where another orchestrator is the writer: on the rows, validated by the saga's
 * version. The writer notices the new version soon, reads the saga again and sends its commands.
 */
@ApplicationScoped
class DirectOrders {
  private static final int MOST_TRIES = 20;

  private final StoredSagas stored;
  private final SagaRows rows;
  private final SagaEngine engine;
  private final Clock clock;

  DirectOrders(
      StoredSagas stored,
      SagaRows rows,
      SagaEngine engine,
      @Identifier("orchestrator") Clock clock) {
    this.stored = stored;
    this.rows = rows;
    this.engine = engine;
    this.clock = clock;
  }

  /** As {@link WriterTasks#order}. */
  <T> Optional<T> order(UUID saga, Function<OpenSaga, Decision<T>> decide) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Optional<HeldSaga> found = read(saga);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Decision<T> decision = decide.apply(found.get().open());
      if (isDone(found.get(), decision.inputs())) {
        return Optional.of(decision.answer());
      }
    }
    throw new IllegalStateException("saga " + saga + " changes faster than an order gets there");
  }

  private Optional<HeldSaga> read(UUID saga) {
    return switch (stored.one(saga).orElse(null)) {
      case Stored.Readable readable -> Optional.of(new HeldSaga(readable.saga()));
      case Stored.Unreadable broken -> Optional.empty();
      case null -> Optional.empty();
    };
  }

  private boolean isDone(HeldSaga saga, List<SagaInput> inputs) {
    Instant now = clock.instant();
    inputs.forEach(input -> saga.apply(engine, input, now));
    return !saga.isChanged() || rows.write(saga.write(), now) == Written.COMMITTED;
  }
}
