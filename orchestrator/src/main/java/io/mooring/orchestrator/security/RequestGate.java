package io.mooring.orchestrator.security;

import io.mooring.orchestrator.OrchestratorSettings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses what a web page could make its visitor's browser send, before anything else looks at the
 * request: requests by a foreign name, and writes from a foreign origin or of a kind that a browser
 * sends without asking first.
 */
@ApplicationScoped
class RequestGate {
  /** Above Quarkus' own handlers for CORS and authentication. */
  private static final int FIRST = 1000;

  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Set<String> SENT_WITHOUT_ASKING =
      Set.of("", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private record Refused(int status, String code, String title, String detail) {}

  /** As quarkus.http.limits.max-body-size, whose refusal says nothing. */
  private static final long LARGEST = 1024 * 1024;

  private static final Refused TOO_LARGE =
      new Refused(
          413,
          "request-too-large",
          "The request is too large",
          "A request has at most 1 MiB, a document at most 256 KiB.");

  private final AllowedHosts hosts;

  RequestGate(OrchestratorSettings settings) {
    this.hosts = new AllowedHosts(settings.security().hosts().orElse(List.of()));
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, FIRST);
  }

  private void check(RoutingContext context) {
    Optional<Refused> refused = refusal(context.request());
    if (refused.isPresent()) {
      answer(context, refused.get());
    } else {
      context.next();
    }
  }

  private Optional<Refused> refusal(HttpServerRequest request) {
    HostAndPort asked = request.authority();
    if (asked == null || !hosts.allows(asked.toString())) {
      return Optional.of(
          new Refused(
              421,
              "host-not-allowed",
              "Mooring is not served by this name",
              "Use localhost or 127.0.0.1, or add the name to"
                  + " mooring.orchestrator.security.hosts."));
    }
    return READS.contains(request.method()) ? Optional.empty() : ofWrite(request, asked.toString());
  }

  private Optional<Refused> ofWrite(HttpServerRequest request, String authority) {
    String origin = request.getHeader("Origin");
    String site = request.getHeader("Sec-Fetch-Site");
    if (origin != null && !hosts.allowsOrigin(origin, authority)
        || site != null && !OWN_SITE.contains(site)) {
      return Optional.of(
          new Refused(
              403,
              "cross-origin",
              "A page of another origin can't change anything here",
              "Only pages that Mooring itself serves may send this request."));
    }
    if (SENT_WITHOUT_ASKING.contains(mediaType(request))) {
      return Optional.of(
          new Refused(
              415,
              "content-type-required",
              "The request has no Content-Type that Mooring takes",
              "Send Content-Type: application/json, also without a body; for a document"
                  + " application/yaml or application/json."));
    }
    return size(request) > LARGEST ? Optional.of(TOO_LARGE) : Optional.empty();
  }

  /** As the request itself says; one that does not is read up to the server's limit. */
  private static long size(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
  }

  private static String mediaType(HttpServerRequest request) {
    String type = request.getHeader("Content-Type");
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static void answer(RoutingContext context, Refused refused) {
    context
        .response()
        .setStatusCode(refused.status())
        .putHeader("Content-Type", "application/problem+json")
        .end(
            new JsonObject()
                .put("type", "urn:mooring:problem:" + refused.code())
                .put("title", refused.title())
                .put("status", refused.status())
                .put("detail", refused.detail())
                .put("instance", context.request().path())
                .put("code", refused.code())
                .encode());
  }
}
