package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.security.BrowserSessions;
import io.mooring.orchestrator.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Signs the browser of whoever holds this machine's token in, by a link that works once. */
@Path("/")
@Tag(name = "Access")
public class BrowserResource {
  private final BrowserSessions sessions;
  private final SecurityIdentity identity;

  BrowserResource(BrowserSessions sessions, SecurityIdentity identity) {
    this.sessions = sessions;
    this.identity = identity;
  }

  /**
   * A link for one browser.
   *
   * @param path what to open, at the address by which Mooring was reached
   * @param expiresAt until when it can be opened
   */
  public record BrowserLink(
      @Schema(examples = "/open?code=VDhY…") String path, Instant expiresAt) {}

  /** Makes a link. */
  @POST
  @Path("/api/v1/browser-links")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary = "Make a link that signs a browser in",
      description = "It works once and for some minutes. Only for the holder of the local token.")
  @APIResponse(
      responseCode = "201",
      description = "The link",
      content = @Content(schema = @Schema(implementation = BrowserLink.class)))
  public Response link() {
    if (identity.getAttribute(BrowserSessions.LOCAL) == null) {
      throw Refusal.noLinks();
    }
    BrowserSessions.Ticket code = sessions.code();
    return Response.status(Response.Status.CREATED)
        .entity(new BrowserLink("/open?code=" + code.value(), code.expiresAt()))
        .build();
  }

  /** Signs a browser in. */
  @GET
  @Path("/open")
  @Produces(MediaType.TEXT_HTML)
  @PermitAll
  @Operation(summary = "Sign this browser in", description = "Opened by people; sets a cookie.")
  public Response open(@QueryParam("code") String code, @Context UriInfo uri) {
    Optional<BrowserSessions.Ticket> session = Optional.ofNullable(code).flatMap(sessions::redeem);
    Response.ResponseBuilder answer =
        session
            .map(
                ticket ->
                    Response.ok(BrowserPage.SIGNED_IN)
                        .header("Refresh", "0; url=/")
                        .cookie(cookie(ticket, uri)))
            .orElseGet(() -> Response.status(Response.Status.GONE).entity(BrowserPage.USED_UP));
    return answer
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "no-referrer")
        .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .build();
  }

  private static NewCookie cookie(BrowserSessions.Ticket session, UriInfo uri) {
    return new NewCookie.Builder(BrowserSessions.COOKIE)
        .value(session.value())
        .path("/")
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.STRICT)
        .secure(uri.getBaseUri().getScheme().equals("https"))
        .expiry(Date.from(session.expiresAt()))
        .build();
  }
}
