package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mooring.orchestrator.persistence.StoredEntry;
import io.mooring.orchestrator.service.Bell;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/**
 * One client that follows the history. It is always served from the table, so replay and tail are
 * the same; each event is written before the next is read, so a slow client costs no memory.
 */
final class EventStream {
  private static final Logger LOG = Logger.getLogger(EventStream.class);

  private final LongFunction<Page> pages;
  private final SlowReader reader;
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

  EventStream(LongFunction<Page> pages, long after, SlowReader reader, Sse sse, ObjectMapper json) {
    this.pages = pages;
    this.position = after;
    this.reader = reader;
    this.sse = sse;
    this.json = json;
  }

  /** Serves the client until the history ends or the client is gone. */
  void serve(Bell bell, Duration poll, Duration heartbeat) {
    try {
      comment();
      while (follow(bell, poll, heartbeat)) {
        LOG.tracef("Served up to %d", position);
      }
      reader.end();
    } catch (SlowReader.Gone gone) {
      LOG.debugf("A client left its event stream after %d", position);
    } catch (InterruptedException stopping) {
      reader.end();
    } catch (RuntimeException fault) {
      LOG.warnf(fault, "An event stream broke after %d; its client may come back", position);
      reader.end();
    }
  }

  /** One look at the history; false when there will be no more. */
  private boolean follow(Bell bell, Duration poll, Duration heartbeat)
      throws InterruptedException, SlowReader.Gone {
    long seen = bell.count();
    Page page = pages.apply(position);
    for (StoredEntry entry : page.entries()) {
      write(entry);
    }
    if (!page.entries().isEmpty()) {
      return true;
    }
    if (page.last()) {
      send(sse.newEventBuilder().name("end").data("{}").build());
      return false;
    }
    bell.await(seen, poll);
    if (System.nanoTime() - lastWritten > heartbeat.toNanos()) {
      comment();
    }
    return !reader.isGone();
  }

  private void write(StoredEntry entry) throws InterruptedException, SlowReader.Gone {
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

  private void comment() throws InterruptedException, SlowReader.Gone {
    send(sse.newEventBuilder().comment("alive").build());
  }

  private void send(OutboundSseEvent event) throws InterruptedException, SlowReader.Gone {
    reader.send(event);
    lastWritten = System.nanoTime();
  }
}
