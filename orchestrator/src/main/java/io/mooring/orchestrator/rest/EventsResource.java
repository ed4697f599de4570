package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.persistence.HistoryRows;
import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.persistence.SagaRepository;
import io.mooring.orchestrator.persistence.StoredEntry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The history as a stream of events, or page by page. */
@Path("/api/v1")
@Tag(name = "Events")
public class EventsResource {
  private static final int PAGE = 500;

  private final SagaRepository sagas;
  private final HistoryRows history;
  private final EventStreams streams;

  EventsResource(SagaRepository sagas, HistoryRows history, EventStreams streams) {
    this.sagas = sagas;
    this.history = history;
    this.streams = streams;
  }

  /**
   * A page of the history.
   *
   * @param items in the order in which they happened
   * @param next the sequence to go on after
   */
  public record Page(List<StoredEntry> items, long next) {
    static Page of(List<StoredEntry> items, long after) {
      return new Page(items, items.isEmpty() ? after : items.getLast().sequence());
    }
  }

  /** What happens to a saga. */
  @GET
  @Path("/sagas/{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "Follow a saga",
      description =
          "Server-sent events: id is the sequence, event the type, data a HistoryEntry. Starts"
              + " after Last-Event-ID or ?after=, without gap or double, and ends with the event"
              + " end when the saga is at rest.")
  public void follow(
      String id,
      @HeaderParam("Last-Event-ID") String last,
      @QueryParam("after") String after,
      @Context SseEventSink sink,
      @Context Sse sse) {
    UUID saga = QuarkusTransaction.requiringNew().call(() -> saga(id).id);
    streams.ofSaga(saga, position(last, after), sink, sse);
  }

  /** A page of what happened to a saga. */
  @GET
  @Path("/sagas/{id}/events")
  @Produces(MediaType.APPLICATION_JSON)
  @Transactional
  @Operation(summary = "Read what happened to a saga", description = "At most 500 entries a page.")
  public Page page(String id, @QueryParam("after") String after) {
    UUID saga = saga(id).id;
    long position = position(null, after);
    return Page.of(history.of(saga, position, PAGE), position);
  }

  /** What happens to all sagas. */
  @GET
  @Path("/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(summary = "Follow all sagas", description = "As for one saga, but never ends.")
  public void followAll(
      @HeaderParam("Last-Event-ID") String last,
      @QueryParam("after") String after,
      @Context SseEventSink sink,
      @Context Sse sse) {
    streams.ofAll(position(last, after), sink, sse);
  }

  /** A page of what happened to all sagas. */
  @GET
  @Path("/events")
  @Produces(MediaType.APPLICATION_JSON)
  @Transactional
  @Operation(summary = "Read what happened to all sagas", description = "At most 500 a page.")
  public Page pageOfAll(@QueryParam("after") String after) {
    long position = position(null, after);
    return Page.of(history.ofAll(position, PAGE), position);
  }

  private SagaEntity saga(String id) {
    return sagas.findByIdOptional(SagasResource.identity(id)).orElseThrow(Refusal::noSaga);
  }

  private static long position(String last, String after) {
    String text = last == null || last.isBlank() ? after : last;
    if (text == null || text.isBlank()) {
      return 0;
    }
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException notOne) {
      throw Refusal.invalidField("/after", "A position in the history is a number.");
    }
  }
}
