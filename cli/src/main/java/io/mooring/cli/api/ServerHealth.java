package io.mooring.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the server says it is.
 *
 * @param up whether it is ready
 * @param date its time when it said so
 * @param checks what it looked at, in the API's JSON
 */
public record ServerHealth(boolean up, Optional<Instant> date, List<JsonNode> checks) {

  /** Reads the API's answer. */
  static ServerHealth from(Optional<Instant> date, JsonNode told) {
    return new ServerHealth(
        told.path("status").asText().equals("UP"),
        date,
        Json.list(told.path("checks"), check -> check));
  }
}
