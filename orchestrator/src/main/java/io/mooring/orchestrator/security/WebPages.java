package io.mooring.orchestrator.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;

/**
 * Serves the web page: every address that a person may have kept shows it, and no browser takes
 * script, style or anything else for it from another origin.
 */
@ApplicationScoped
class WebPages {
  /** Behind {@link RequestGate}, before authentication: the page itself holds nothing secret. */
  private static final int AFTER_GATE = 999;

  private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final List<String> OTHERS = List.of("/api/", "/q/", "/open");
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  void register(@Observes Filters filters) {
    filters.register(this::serve, AFTER_GATE);
  }

  private void serve(RoutingContext context) {
    HttpServerRequest request = context.request();
    String path = context.normalizedPath();
    if (OTHERS.stream().anyMatch(path::startsWith)) {
      context.next();
      return;
    }
    secure(context.response().headers());
    if (path.startsWith("/assets/")) {
      // Their names change with their content.
      context.response().putHeader("Cache-Control", "public, max-age=31536000, immutable");
    } else if (READS.contains(request.method()) && !path.equals("/mark.svg")) {
      context.response().putHeader("Cache-Control", "no-cache");
      if (!path.equals("/index.html")) {
        context.reroute("/index.html");
        return;
      }
    }
    context.next();
  }

  private static void secure(MultiMap headers) {
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
  }
}
