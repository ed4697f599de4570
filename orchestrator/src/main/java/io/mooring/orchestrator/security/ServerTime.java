package io.mooring.orchestrator.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.common.annotation.Identifier;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Says in each answer what time it is here (RFC 9110, 6.6.1), so that whoever asks can see that
 * clocks are apart. Quarkus leaves that out.
 */
@ApplicationScoped
class ServerTime {
  /** Before {@link RequestGate}, whose refusals are answers too. */
  private static final int BEFORE_GATE = 1001;

  /** RFC 9110, 5.6.7. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Clock clock;

  ServerTime(@Identifier("orchestrator") Clock clock) {
    this.clock = clock;
  }

  void register(@Observes Filters filters) {
    filters.register(this::tell, BEFORE_GATE);
  }

  private void tell(RoutingContext context) {
    context.response().putHeader("Date", HTTP_DATE.format(clock.instant()));
    context.next();
  }
}
