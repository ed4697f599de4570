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
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * One client that follows the history. It is always served from the table, so replay and tail are
 * the same; each event is written before the next is read, so a slow client costs no memory.
 *
 * @param <P> what a position in this history is
 */
final class EventStream<P> {
  private static final Logger LOG = Logger.getLogger(EventStream.class);

  private final Function<P, Page<P>> pages;
  private final SlowReader reader;
  private final Sse sse;
  private final ObjectMapper json;
  private P position;
  private long lastWritten;

  /**
   * What follows a position.
   *
   * @param entries in order
   * @param last whether nothing comes after them
   */
  record Page<P>(List<Item<P>> entries, boolean last) {}

  /**
   * An entry with its position.
   *
   * @param position what its client resumes after
   * @param entry the entry
   */
  record Item<P>(P position, StoredEntry entry) {}

  EventStream(Function<P, Page<P>> pages, P after, SlowReader reader, Sse sse, ObjectMapper json) {
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
        LOG.tracef("Served up to %s", position);
      }
      reader.end();
    } catch (SlowReader.Gone gone) {
      LOG.debugf("A client left its event stream after %s", position);
    } catch (InterruptedException stopping) {
      reader.end();
    } catch (RuntimeException fault) {
      LOG.warnf(fault, "An event stream broke after %s; its client may come back", position);
      reader.end();
    }
  }

  /** One look at the history; false when there will be no more. */
  private boolean follow(Bell bell, Duration poll, Duration heartbeat)
      throws InterruptedException, SlowReader.Gone {
    long seen = bell.count();
    Page<P> page = pages.apply(position);
    for (Item<P> item : page.entries()) {
      write(item);
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

  private void write(Item<P> item) throws InterruptedException, SlowReader.Gone {
    try {
      send(
          sse.newEventBuilder()
              .id(item.position().toString())
              .name(item.entry().type())
              .mediaType(MediaType.TEXT_PLAIN_TYPE)
              .data(String.class, json.writeValueAsString(item.entry()))
              .build());
    } catch (JsonProcessingException defect) {
      throw new IllegalStateException("an entry of the history can't be written", defect);
    }
    position = item.position();
  }

  private void comment() throws InterruptedException, SlowReader.Gone {
    send(sse.newEventBuilder().comment("alive").build());
  }

  private void send(OutboundSseEvent event) throws InterruptedException, SlowReader.Gone {
    reader.send(event);
    lastWritten = System.nanoTime();
  }
}
