package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.persistence.HistoryRows;
import io.mooring.orchestrator.persistence.StreamPosition;
import io.mooring.orchestrator.security.Roles;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The history of all sagas as a stream of events, or page by page. */
@Path("/api/v1/events")
@Tag(name = "Events")
@RolesAllowed(Roles.VIEWER)
public class EventsResource {
  private final HistoryRows history;
  private final EventStreams streams;

  EventsResource(HistoryRows history, EventStreams streams) {
    this.history = history;
    this.streams = streams;
  }

  /** What happens to all sagas. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "Follow all sagas",
      description = "As for one saga, but it never ends, and an id is a position over all sagas.")
  public Multi<OutboundSseEvent> followAll(
      @HeaderParam("Last-Event-ID") String last,
      @QueryParam("after") String after,
      @Context Sse sse) {
    return streams.ofAll(HistoryPage.positionOfAll(last, after), sse);
  }

  /** A page of what happened to all sagas. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Transactional
  @Operation(summary = "Read what happened to all sagas", description = "At most 500 a page.")
  public HistoryPage pageOfAll(
      @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
    StreamPosition position = HistoryPage.positionOfAll(null, after);
    return HistoryPage.of(history.ofAll(position, Limit.of(limit)), position);
  }
}
