package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mooring.orchestrator.persistence.HistoryRows;
import io.mooring.orchestrator.persistence.IntegrationRepository;
import io.mooring.orchestrator.persistence.StoredEntry;
import io.mooring.orchestrator.security.Roles;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Hands out the whole history of an integration. */
@Path("/api/v1/integrations/{name}/history")
@Tag(name = "Events")
@RolesAllowed(Roles.VIEWER)
public class HistoryExport {
  private static final int AT_ONCE = 500;

  private final IntegrationRepository integrations;
  private final HistoryRows history;
  private final ObjectMapper json;

  HistoryExport(IntegrationRepository integrations, HistoryRows history, ObjectMapper json) {
    this.integrations = integrations;
    this.history = history;
    this.json = json;
  }

  /** Everything that happened to an integration, or to one of its sagas. */
  @GET
  @Produces("application/jsonl")
  @Operation(
      summary = "Export the history of an integration",
      description =
          "Every entry that is kept, one HistoryEntry in JSON a line: saga by saga, the oldest"
              + " first, with what each attempt ran on nodes; with ?saga=, its id, only those of"
              + " one saga. It is read as the client takes it, so its size does not matter.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/jsonl",
              schema = @Schema(implementation = StoredEntry.class)))
  @Blocking
  public StreamingOutput export(String name, @QueryParam("saga") String saga) {
    List<UUID> sagas =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  integrations.findByIdOptional(name).orElseThrow(Refusal::noIntegration);
                  return wanted(history.sagasOf(name), saga);
                });
    return out -> {
      for (UUID each : sagas) {
        write(each, out);
      }
    };
  }

  /** Only the one that was asked for, which has to be one of these. */
  private static List<UUID> wanted(List<UUID> sagas, String saga) {
    if (saga == null || saga.isBlank()) {
      return sagas;
    }
    return List.of(
        sagas.stream()
            .filter(id -> id.toString().equals(saga))
            .findFirst()
            .orElseThrow(Refusal::noSaga));
  }

  private void write(UUID saga, OutputStream out) throws IOException {
    long after = 0;
    List<StoredEntry> some;
    do {
      long from = after;
      some = QuarkusTransaction.requiringNew().call(() -> history.whole(saga, from, AT_ONCE));
      for (StoredEntry entry : some) {
        out.write(json.writeValueAsBytes(entry));
        out.write('\n');
        after = entry.sequence();
      }
    } while (!some.isEmpty());
  }
}
