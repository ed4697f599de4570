package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.persistence.HistoryRows;
import io.mooring.orchestrator.persistence.StreamCursor;
import io.mooring.orchestrator.persistence.StreamCursor.Forgotten;
import io.mooring.orchestrator.persistence.StreamPosition;
import io.mooring.orchestrator.security.Roles;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The history of all sagas as a stream of events, or page by page. */
@Path("/api/v1/events")
@Tag(name = "Events")
@RolesAllowed(Roles.VIEWER)
public class EventsResource {
  private static final int MOST_NEWEST = 50_000;

  private final HistoryRows history;
  private final EventStreams streams;
  private final StreamCursor cursor;

  EventsResource(HistoryRows history, EventStreams streams, StreamCursor cursor) {
    this.history = history;
    this.streams = streams;
    this.cursor = cursor;
  }

  /** What happens to all sagas. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "Follow all sagas",
      description =
          "As for one saga, but it never ends, and an id is a position over all sagas. Starts"
              + " after Last-Event-ID or ?after=, else with the newest of ?last= entries (0: only"
              + " what happens from now on), else with the first of all.")
  @Blocking
  public Multi<OutboundSseEvent> followAll(
      @HeaderParam("Last-Event-ID") String id,
      @QueryParam("after") String after,
      @QueryParam("last") Integer last,
      @Context Sse sse) {
    return streams.ofAll(QuarkusTransaction.requiringNew().call(() -> start(id, after, last)), sse);
  }

  /** A page of what happened to all sagas. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Transactional
  @Operation(summary = "Read what happened to all sagas", description = "At most 500 a page.")
  public HistoryPage pageOfAll(
      @QueryParam("after") String after,
      @QueryParam("last") Integer last,
      @QueryParam("limit") Integer limit) {
    StreamPlace place = start(null, after, last);
    return HistoryPage.of(history.ofAll(place.position(), Limit.of(limit)), place);
  }

  private StreamPlace start(String id, String after, Integer last) {
    if (last != null && (last < 0 || last > MOST_NEWEST)) {
      throw Refusal.invalidField("/last", "It is a number from 0 to " + MOST_NEWEST + ".");
    }
    Forgotten forgotten = cursor.forgotten();
    Optional<StreamPlace> wanted =
        HistoryPage.placeInAll(id, after).filter(it -> !it.position().isBeginning());
    if (wanted.filter(it -> it.misses(forgotten)).isPresent()) {
      throw Refusal.forgotten(new StreamPlace(forgotten.upTo(), forgotten.times()).toString());
    }
    StreamPosition begin =
        wanted
            .map(StreamPlace::position)
            .orElseGet(() -> last == null ? StreamPosition.BEGINNING : history.beforeNewest(last));
    return new StreamPlace(begin, forgotten.times());
  }
}
