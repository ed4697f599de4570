package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.ErrorCode;
import io.mooring.orchestrator.document.DocumentReader;
import io.mooring.orchestrator.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a client needs to explain codes and fields in the same words. */
@Path("/api/v1/reference")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reference")
@RolesAllowed(Roles.VIEWER)
public class ReferenceResource {
  private final DocumentReader reader;

  ReferenceResource(DocumentReader reader) {
    this.reader = reader;
  }

  /**
   * A problem that a step can have.
   *
   * @param code what people search for
   * @param category who has to act: node, cluster, user, security or mooring
   * @param retryable whether it is tried again by itself before it needs a person
   * @param next what to do about it
   */
  @Schema(
      name = "ErrorCode",
      requiredProperties = {"code", "category", "retryable", "next"})
  public record Code(String code, String category, boolean retryable, String next) {
    static Code of(ErrorCode code) {
      return new Code(
          code.name(),
          code.category().name().toLowerCase(Locale.ROOT),
          code.retryable(),
          code.next());
    }
  }

  /** All error codes. */
  @GET
  @Path("/error-codes")
  @Operation(
      summary = "List the error codes",
      description = "What can be wrong with a step, and what to do about it.")
  public Items<Code> codes() {
    return new Items<>(Arrays.stream(ErrorCode.values()).map(Code::of).toList(), null);
  }

  /** The schema of the document. */
  @GET
  @Path("/document-schema")
  @Operation(
      summary = "Read the schema of the integration document",
      description = "JSON Schema; documents are checked by it, and then by what they mean.")
  @APIResponseSchema(Object.class)
  public JsonNode schema() {
    return reader.schema();
  }
}
