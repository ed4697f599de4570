package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mooring.orchestrator.OrchestratorSettings;
import io.mooring.orchestrator.persistence.HistoryRows;
import io.mooring.orchestrator.persistence.SagaRepository;
import io.mooring.orchestrator.service.Bell;
import io.mooring.orchestrator.service.SagaAdvanced;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Serves the history to clients that follow it, each on a virtual thread of its own. */
@ApplicationScoped
class EventStreams {
  /** How many entries of the history are in memory for one client. */
  private static final int IN_MEMORY = 50;

  private final HistoryRows history;
  private final SagaRepository sagas;
  private final ObjectMapper json;
  private final OrchestratorSettings.Stream settings;
  private final AtomicInteger open = new AtomicInteger();
  private final Bell bell = new Bell();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().name("mooring-event-stream-", 0).factory());

  EventStreams(
      HistoryRows history, SagaRepository sagas, ObjectMapper json, OrchestratorSettings settings) {
    this.history = history;
    this.sagas = sagas;
    this.json = json;
    this.settings = settings.stream();
  }

  /** What happens to a saga after a position, until it is at rest. */
  Multi<OutboundSseEvent> ofSaga(UUID saga, long after, Sse sse) {
    // Whether the saga is at rest is asked first: entries that come later are in the page.
    return stream(
        position ->
            QuarkusTransaction.requiringNew()
                .call(
                    () -> {
                      boolean atRest = sagas.findById(saga).state.atRest();
                      return new EventStream.Page<>(
                          history.of(saga, position, IN_MEMORY).stream()
                              .map(entry -> new EventStream.Item<>(entry.sequence(), entry))
                              .toList(),
                          atRest);
                    }),
        after,
        sse);
  }

  /** What happens to all sagas after a position; it never ends. */
  Multi<OutboundSseEvent> ofAll(StreamPlace after, Sse sse) {
    return stream(
        place ->
            QuarkusTransaction.requiringNew()
                .call(
                    () ->
                        new EventStream.Page<>(
                            history.ofAll(place.position(), IN_MEMORY).stream()
                                .map(
                                    placed ->
                                        new EventStream.Item<>(
                                            place.at(placed.position()), placed.entry()))
                                .toList(),
                            false)),
        after,
        sse);
  }

  void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaAdvanced advanced) {
    bell.ring();
  }

  void stop(@Observes ShutdownEvent stopped) {
    threads.shutdownNow();
  }

  private <P> Multi<OutboundSseEvent> stream(
      Function<P, EventStream.Page<P>> pages, P after, Sse sse) {
    if (open.get() >= settings.clients()) {
      throw Refusal.tooManyStreams(settings.clients());
    }
    return Multi.createFrom()
        .emitter(
            emitter -> {
              SlowReader reader = new SlowReader(emitter, settings.patience());
              EventStream<P> stream = new EventStream<>(pages, after, reader, sse, json);
              open.incrementAndGet();
              threads.execute(() -> serve(stream));
            });
  }

  private void serve(EventStream<?> stream) {
    try {
      stream.serve(bell, settings.poll(), settings.heartbeat());
    } finally {
      open.decrementAndGet();
    }
  }
}
