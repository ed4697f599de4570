package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.security.Actor;
import io.mooring.orchestrator.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who asks, so that a page offers only what its reader may do. */
@Path("/api/v1/me")
@Tag(name = "Access")
@RolesAllowed(Roles.VIEWER)
public class MeResource {
  private final Actor actor;
  private final SecurityIdentity identity;

  MeResource(Actor actor, SecurityIdentity identity) {
    this.actor = actor;
    this.identity = identity;
  }

  /**
   * Who asks.
   *
   * @param name as the history names them
   * @param roles what they may: {@code viewer}, {@code operator}, {@code admin}
   */
  @Schema(
      name = "Me",
      requiredProperties = {"name", "roles"})
  public record Me(String name, List<String> roles) {}

  /** Who asks. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Read who you are", description = "With the roles of this request's token.")
  public Me read() {
    return new Me(
        actor.name(),
        Stream.of(Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN).filter(identity::hasRole).toList());
  }
}
