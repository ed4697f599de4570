package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mooring.orchestrator.persistence.StoredEntry;
import io.mooring.orchestrator.service.Bell;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/**
 * One client that follows the history. It is always served from the table, so replay and tail are
 * the same; each event is written before the next is read, so a slow client costs no memory.
 */
final class EventStream {
  private static final Logger LOG = Logger.getLogger(EventStream.class);

  private final LongFunction<Page> pages;
  private final SseEventSink sink;
  private final Sse sse;
  private final ObjectMapper json;
  private long position;
  private long lastWritten;

  /**
   * What follows a position.
   *
   * @param entries in order
   * @param last whether nothing comes after them
   */
  record Page(List<StoredEntry> entries, boolean last) {}

  EventStream(LongFunction<Page> pages, long after, SseEventSink sink, Sse sse, ObjectMapper json) {
    this.pages = pages;
    this.position = after;
    this.sink = sink;
    this.sse = sse;
    this.json = json;
  }

  /** Serves the client until the history ends or the client is gone. */
  void serve(Bell bell, Duration poll, Duration heartbeat) throws InterruptedException {
    try {
      comment();
      while (!sink.isClosed()) {
        long seen = bell.count();
        Page page = pages.apply(position);
        page.entries().forEach(this::write);
        if (page.last() && page.entries().isEmpty()) {
          send(sse.newEventBuilder().name("end").data("{}").build());
          return;
        }
        if (page.entries().isEmpty()) {
          bell.await(seen, poll);
          beat(heartbeat);
        }
      }
    } catch (CompletionException | IllegalStateException gone) {
      LOG.debugf(gone, "A client left its event stream after %d", position);
    }
  }

  private void write(StoredEntry entry) {
    try {
      send(
          sse.newEventBuilder()
              .id(Long.toString(entry.sequence()))
              .name(entry.type())
              .mediaType(MediaType.TEXT_PLAIN_TYPE)
              .data(String.class, json.writeValueAsString(entry))
              .build());
    } catch (JsonProcessingException defect) {
      throw new IllegalStateException("an entry of the history can't be written", defect);
    }
    position = entry.sequence();
  }

  private void beat(Duration heartbeat) {
    if (System.nanoTime() - lastWritten > heartbeat.toNanos()) {
      comment();
    }
  }

  private void comment() {
    send(sse.newEventBuilder().comment("").build());
  }

  private void send(OutboundSseEvent event) {
    sink.send(event).toCompletableFuture().join();
    lastWritten = System.nanoTime();
  }
}
