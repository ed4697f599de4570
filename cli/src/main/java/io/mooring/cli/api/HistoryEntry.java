package io.mooring.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that happened in a saga.
 *
 * @param sequence its place in the history, rising
 * @param at when it happened
 * @param type for example {@code step-succeeded}
 * @param step the step that it is about; empty when it is about the saga
 * @param attempt the try of that step; 0 when there is none
 * @param summary one line for people; may be empty
 * @param retryAt when the step is tried again, where the entry says so
 * @param changed whether the step changed something, where the entry says so
 * @param source the whole entry as the server sent it
 */
public record HistoryEntry(
    long sequence,
    Optional<Instant> at,
    String type,
    String step,
    int attempt,
    String summary,
    Optional<Instant> retryAt,
    Optional<Boolean> changed,
    JsonNode source) {

  /** Reads the API's answer. */
  public static HistoryEntry from(JsonNode node) {
    JsonNode changed = node.path("detail").path("changed");
    return new HistoryEntry(
        node.path("sequence").asLong(),
        Json.time(node, "at"),
        Json.text(node, "type"),
        Json.text(node, "step"),
        node.path("attempt").asInt(),
        Json.text(node, "summary"),
        Json.time(node.path("detail"), "retryAt"),
        changed.isBoolean() ? Optional.of(changed.asBoolean()) : Optional.empty(),
        node);
  }
}
