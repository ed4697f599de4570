package io.mooring.orchestrator.security;

import io.mooring.orchestrator.OrchestratorSettings;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Browsers on the machine of a standalone orchestrator: each is signed in by a link that works
 * once. All of it is in memory, so a restart signs everybody out.
 */
@ApplicationScoped
public class BrowserSessions {
  /** The name of the cookie that a signed-in browser sends. */
  public static final String COOKIE = "mooring-session";

  /** The attribute of an identity that was known by the local token. */
  public static final String LOCAL = "mooring.local";

  private static final int MOST = 100;

  private final Clock clock;
  private final Duration linkLifetime;
  private final Duration sessionLifetime;
  private final Map<String, Instant> codes = new HashMap<>();
  private final Map<String, Instant> sessions = new HashMap<>();

  BrowserSessions(OrchestratorSettings settings, @Identifier("orchestrator") Clock clock) {
    this.clock = clock;
    this.linkLifetime = settings.security().linkLifetime();
    this.sessionLifetime = settings.security().sessionLifetime();
  }

  /**
   * Something that nobody can guess.
   *
   * @param value what it is
   * @param expiresAt until when it is good for anything
   */
  public record Ticket(String value, Instant expiresAt) {}

  /** A code that signs one browser in, once. */
  public synchronized Ticket code() {
    return issue(codes, linkLifetime);
  }

  /** The session of the browser that brings this code; empty when the code is not good any more. */
  public synchronized Optional<Ticket> redeem(String code) {
    forgetExpired(codes);
    return codes.remove(code) == null
        ? Optional.empty()
        : Optional.of(issue(sessions, sessionLifetime));
  }

  synchronized boolean isSession(String value) {
    forgetExpired(sessions);
    return sessions.containsKey(value);
  }

  private Ticket issue(Map<String, Instant> tickets, Duration lifetime) {
    forgetExpired(tickets);
    if (tickets.size() >= MOST) {
      tickets.entrySet().stream()
          .min(Comparator.comparing(Map.Entry::getValue))
          .map(Map.Entry::getKey)
          .ifPresent(tickets::remove);
    }
    Ticket ticket = new Ticket(RandomText.next(), clock.instant().plus(lifetime));
    tickets.put(ticket.value(), ticket.expiresAt());
    return ticket;
  }

  private void forgetExpired(Map<String, Instant> tickets) {
    Instant now = clock.instant();
    tickets.values().removeIf(now::isAfter);
  }
}
