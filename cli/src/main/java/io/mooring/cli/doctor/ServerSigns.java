package io.mooring.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.RefusedException;
import io.mooring.cli.api.ServerHealth;
import io.mooring.cli.api.UnreachableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the server tells of itself, of its database and of its broker. */
public final class ServerSigns {
  private static final Duration MOST_SKEW = Duration.ofSeconds(5);

  /** Longer than the server's own limits for its broker and its database. */
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private static final String LOG = "Its log says why: MOORING_HOME/log/product.log.";

  private final ApiClient api;
  private final Clock clock;

  /** Asks this server, and compares its time with this clock. */
  public ServerSigns(ApiClient api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /**
   * What was told.
   *
   * @param there whether something took the connection, though it may not have answered
   * @param signs all of them; one only when it does not answer
   */
  public record Told(boolean there, List<Sign> signs) {}

  /** Asks. */
  public Told ask() {
    try {
      return new Told(true, all(api.health(PATIENCE)));
    } catch (UnreachableException absent) {
      return new Told(absent.isSilent(), List.of(absent.isSilent() ? silent() : absent()));
    }
  }

  private Sign absent() {
    return Sign.wrong(
        "server",
        "no answer at " + api.address(),
        "No verb works but lab, up, down and build.",
        "Start it: mooring up. If another one is meant: --url, or mooring context use.");
  }

  private Sign silent() {
    return Sign.wrong(
        "server",
        "hangs: %s takes connections, and gives no answer within %d s"
            .formatted(api.address(), PATIENCE.toSeconds()),
        "No verb works but lab, up, down and build. Steps that run go on; sagas wait.",
        "Start it anew: mooring down, then mooring up; sagas go on where they were. " + LOG);
  }

  private List<Sign> all(ServerHealth health) {
    List<Sign> signs = new ArrayList<>();
    signs.add(server(health));
    signs.add(
        part(
            health,
            "database",
            "database",
            "Nothing can be read or stored; steps that run go on."));
    signs.add(
        part(
            health,
            "broker",
            "topics",
            "No command reaches a participant; it waits until the broker is back."));
    signs.add(part(health, "background work", "background", "Sagas do not go on by themselves."));
    health.date().map(this::clock).ifPresent(signs::add);
    try {
      JsonNode me = api.me();
      String roles =
          StreamSupport.stream(me.path("roles").spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(", "));
      signs.add(Sign.good("token", "you are " + me.path("name").asText() + ": " + roles));
      signs.addAll(services());
    } catch (RefusedException refused) {
      signs.add(
          Sign.wrong(
              "token",
              refused.problem().sentence(),
              "The server answers, but not to you.",
              "Set MOORING_TOKEN_FILE, or: mooring context add NAME --to URL --token-file FILE"));
    }
    return signs;
  }

  private Sign server(ServerHealth health) {
    return health.up()
        ? Sign.good("server", "ready at " + api.address())
        : Sign.wrong(
            "server",
            "answers at " + api.address() + ", and is not ready",
            "Something that it needs is missing; see the lines below.",
            LOG);
  }

  private static Sign part(ServerHealth health, String subject, String word, String meaning) {
    List<JsonNode> checks =
        health.checks().stream()
            .filter(check -> check.path("name").asText().toLowerCase(Locale.ROOT).contains(word))
            .toList();
    Optional<JsonNode> down =
        checks.stream().filter(check -> !check.path("status").asText().equals("UP")).findFirst();
    if (checks.isEmpty()) {
      return Sign.warning(
          subject, "the server does not tell", "Its health is not known.", "Is it an older one?");
    }
    return down.isEmpty()
        ? Sign.good(subject, "in order")
        : Sign.wrong(
            subject,
            "down" + reasons(down.get(), subject),
            meaning,
            hangs(down.get())
                ? "It has to be started anew; here: mooring down, then mooring up. Sagas go on"
                    + " where they were."
                : "mooring up starts what is missing. " + LOG);
  }

  /** As the server says of what takes connections and does not answer. */
  private static boolean hangs(JsonNode check) {
    return check.path("data").properties().stream()
        .anyMatch(it -> it.getValue().asText().startsWith("hangs"));
  }

  private static String reasons(JsonNode check, String subject) {
    String reasons =
        check.path("data").properties().stream()
            .filter(it -> !it.getValue().asText().equals("working"))
            .map(
                it ->
                    (it.getKey().equals(subject) ? "" : it.getKey() + ": ")
                        + it.getValue().asText())
            .collect(Collectors.joining("; "));
    return reasons.isEmpty() ? "" : ": " + reasons;
  }

  private Sign clock(Instant there) {
    // The header has whole seconds.
    Duration apart = Duration.between(there, clock.instant()).abs();
    return apart.compareTo(MOST_SKEW.plusSeconds(1)) <= 0
        ? Sign.good("clock", "the server's agrees with this machine's")
        : Sign.wrong(
            "clock",
            "the server's and this machine's are " + apart.toSeconds() + " s apart",
            "Times look wrong here, and tokens of an identity provider may be refused.",
            "Let both keep time by NTP: timedatectl status, or chronyc tracking.");
  }

  private List<Sign> services() {
    List<Sign> signs = new ArrayList<>();
    try {
      for (JsonNode service : api.services().path("items")) {
        String name = service.path("name").asText();
        int replicas = service.path("replicas").size();
        if (!name.equals("orchestrator") && replicas == 0) {
          signs.add(
              Sign.wrong(
                  "service " + name,
                  "no replica, backlog " + service.path("backlog").asLong(),
                  "Its steps wait until one is there.",
                  "mooring up, or start the service where it belongs."));
        } else {
          signs.add(
              Sign.good(
                  "service " + name,
                  "backlog %d%s"
                      .formatted(
                          service.path("backlog").asLong(),
                          replicas == 0 ? "" : ", replicas " + replicas)));
        }
      }
    } catch (UnreachableException | RefusedException away) {
      signs.add(
          Sign.wrong(
              "services",
              away.getMessage(),
              "The broker can't be asked who works.",
              "mooring up starts what is missing."));
    }
    return signs;
  }
}
