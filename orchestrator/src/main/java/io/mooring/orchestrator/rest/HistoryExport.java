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

  /** Everything that happened to an integration. */
  @GET
  @Produces("application/jsonl")
  @Operation(
      summary = "Export the history of an integration",
      description =
          "Every entry that is kept, one HistoryEntry in JSON a line: saga by saga, the oldest"
              + " first, with what each attempt ran on nodes. It is read as the client takes it, so"
              + " its size does not matter.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/jsonl",
              schema = @Schema(implementation = StoredEntry.class)))
  @Blocking
  public StreamingOutput export(String name) {
    List<UUID> sagas =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  integrations.findByIdOptional(name).orElseThrow(Refusal::noIntegration);
                  return history.sagasOf(name);
                });
    return out -> {
      for (UUID saga : sagas) {
        write(saga, out);
      }
    };
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
