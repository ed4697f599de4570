package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.persistence.AuditRows;
import io.mooring.orchestrator.persistence.AuditRows.Deed;
import io.mooring.orchestrator.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who did what, and why. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
@RolesAllowed(Roles.VIEWER)
public class AuditResource {
  private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");
  private static final String BETWEEN = "~";

  private final AuditRows rows;

  AuditResource(AuditRows rows) {
    this.rows = rows;
  }

  /** What people did. */
  @GET
  @Transactional
  @Operation(
      summary = "Read who did what and why",
      description =
          "Documents submitted, sagas started, orders and decisions given, dead letters decided;"
              + " newest first. What Mooring starts by itself has the actor orchestrator.")
  public Items<Deed> read(
      @QueryParam("after") String after,
      @QueryParam("limit") Integer limit,
      @QueryParam("actor") String actor,
      @QueryParam("integration") String integration) {
    int most = Limit.of(limit);
    String[] cursor = after == null || after.isBlank() ? null : after.split(BETWEEN, 2);
    List<Deed> found =
        rows.before(
            cursor == null ? END_OF_TIME : instant(cursor),
            cursor == null ? "" : cursor[1],
            actor == null ? "" : actor,
            integration == null ? "" : integration,
            most + 1);
    return Items.page(found, most, deed -> deed, deed -> deed.at() + BETWEEN + deed.key());
  }

  private static Instant instant(String[] cursor) {
    try {
      if (cursor.length == 2) {
        return Instant.parse(cursor[0]);
      }
    } catch (DateTimeException notOne) {
      // It is refused below, as one without a key is.
    }
    throw Refusal.invalidField("/after", "Use the next of the page before.");
  }
}
