package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.persistence.HistoryRows;
import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.persistence.SagaRepository;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The history of one saga as a stream of events, or page by page. */
@Path("/api/v1/sagas/{id}/events")
@Tag(name = "Events")
@RolesAllowed(Roles.VIEWER)
public class SagaEventsResource {
  private final SagaRepository sagas;
  private final HistoryRows history;
  private final EventStreams streams;

  SagaEventsResource(SagaRepository sagas, HistoryRows history, EventStreams streams) {
    this.sagas = sagas;
    this.history = history;
    this.streams = streams;
  }

  /** What happens to a saga. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "Follow a saga",
      description =
          "Server-sent events: id is the sequence, event the type, data a HistoryEntry. Starts"
              + " after Last-Event-ID or ?after=, without gap or double, and ends with the event"
              + " end when the saga is at rest.")
  @Blocking
  public Multi<OutboundSseEvent> follow(
      String id,
      @HeaderParam("Last-Event-ID") String last,
      @QueryParam("after") String after,
      @Context Sse sse) {
    UUID saga = QuarkusTransaction.requiringNew().call(() -> saga(id).id);
    return streams.ofSaga(saga, HistoryPage.position(last, after), sse);
  }

  /** A page of what happened to a saga. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Transactional
  @Operation(
      summary = "Read what happened to a saga",
      description =
          "At most 500 entries a page, after ?after=, else from the beginning or from the newest"
              + " ?last= entries on; with ?step= only those of one step.")
  public HistoryPage page(
      String id,
      @QueryParam("after") String after,
      @QueryParam("last") Integer last,
      @QueryParam("step") String step,
      @QueryParam("limit") Integer limit) {
    UUID saga = saga(id).id;
    boolean newest = last != null && (after == null || after.isBlank());
    if (newest && last < 0) {
      throw Refusal.invalidField("/last", "It is a number from 0 on.");
    }
    long position = newest ? history.beforeNewest(saga, last) : HistoryPage.position(null, after);
    int most = Limit.of(limit);
    return HistoryPage.of(
        step == null || step.isBlank()
            ? history.of(saga, position, most)
            : history.ofStep(saga, SagasResource.stepName(step), position, most),
        position);
  }

  private SagaEntity saga(String id) {
    return sagas.findByIdOptional(SagasResource.identity(id)).orElseThrow(Refusal::noSaga);
  }
}
