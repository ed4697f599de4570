package io.mooring.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * That the world is not as an integration wants it.
 *
 * @param integration the integration's name
 * @param since when a verification saw it first, to the second, in UTC
 * @param steps how many steps differ, or could not be looked at or proved
 */
public record Drift(String integration, String since, int steps) {

  /** Reads the API's integration; empty when no drift is known. */
  public static Optional<Drift> from(JsonNode integration) {
    JsonNode drift = integration.path("drift");
    return drift.isObject()
        ? Optional.of(
            new Drift(
                Json.text(integration, "name"),
                Json.time(drift, "since")
                    .map(since -> since.truncatedTo(ChronoUnit.SECONDS).toString())
                    .orElse(""),
                drift.path("steps").asInt()))
        : Optional.empty();
  }

  /** In words. */
  public String sentence() {
    return "%s has drifted since %s: %s. See what: mooring drift %s"
        .formatted(integration, since, Counted.of(steps, "step"), integration);
  }
}
