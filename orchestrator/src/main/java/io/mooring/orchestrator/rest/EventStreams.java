package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mooring.orchestrator.persistence.HistoryRows;
import io.mooring.orchestrator.persistence.SagaRepository;
import io.mooring.orchestrator.service.Bell;
import io.mooring.orchestrator.service.SagaAdvanced;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Serves the history to clients that follow it, each on a virtual thread of its own. */
@ApplicationScoped
class EventStreams {
  private static final int PAGE = 500;

  private final HistoryRows history;
  private final SagaRepository sagas;
  private final ObjectMapper json;
  private final Duration poll;
  private final Duration heartbeat;
  private final Bell bell = new Bell();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().name("mooring-event-stream-", 0).factory());

  EventStreams(
      HistoryRows history,
      SagaRepository sagas,
      ObjectMapper json,
      @ConfigProperty(name = "mooring.orchestrator.stream.poll") Duration poll,
      @ConfigProperty(name = "mooring.orchestrator.stream.heartbeat") Duration heartbeat) {
    this.history = history;
    this.sagas = sagas;
    this.json = json;
    this.poll = poll;
    this.heartbeat = heartbeat;
  }

  /** Serves one saga after a position, until it is at rest or the client is gone. */
  void ofSaga(UUID saga, long after, SseEventSink sink, Sse sse) {
    start(
        new EventStream(
            // Whether the saga is at rest is asked first: entries that come later are in the page.
            position ->
                QuarkusTransaction.requiringNew()
                    .call(
                        () -> {
                          boolean atRest = sagas.findById(saga).atRest();
                          return new EventStream.Page(history.of(saga, position, PAGE), atRest);
                        }),
            after,
            sink,
            sse,
            json),
        sink);
  }

  /** Serves all sagas after a position, until the client is gone. */
  void ofAll(long after, SseEventSink sink, Sse sse) {
    start(
        new EventStream(
            position ->
                QuarkusTransaction.requiringNew()
                    .call(() -> new EventStream.Page(history.ofAll(position, PAGE), false)),
            after,
            sink,
            sse,
            json),
        sink);
  }

  void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaAdvanced advanced) {
    bell.ring();
  }

  void stop(@Observes ShutdownEvent stopped) {
    threads.shutdownNow();
  }

  private void start(EventStream stream, SseEventSink sink) {
    threads.execute(
        () -> {
          try (sink) {
            stream.serve(bell, poll, heartbeat);
          } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
