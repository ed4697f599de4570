package io.mooring.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt of a step, as the API tells it.
 *
 * @param number attempt number, from 1
 * @param at when its outcome came
 * @param type how it ended, as in the history: step-failed
 * @param summary one line for people
 * @param ran what it ran on nodes
 */
public record Attempt(
    int number, Optional<Instant> at, String type, String summary, List<Run> ran) {

  /**
   * Something that ran on a node.
   *
   * @param number its place in the attempt, from 1
   * @param node where
   * @param what what it was for
   * @param arguments what it was told
   * @param status how it ended; empty when nobody knows
   * @param took how long it took
   * @param size how many bytes it wrote
   * @param output the end of what it wrote
   */
  public record Run(
      int number,
      String node,
      String what,
      List<String> arguments,
      OptionalInt status,
      Duration took,
      long size,
      String output) {}

  /** Reads those of a step; none where the server tells none. */
  public static List<Attempt> of(JsonNode step) {
    return Json.list(step.path("attempts"), Attempt::from);
  }

  /** Reads an entry of the exported history, which tells the same of the attempt that it ends. */
  public static Attempt from(JsonNode node) {
    return new Attempt(
        node.path("attempt").asInt(),
        Json.time(node, "at"),
        Json.text(node, "type"),
        Json.text(node, "summary"),
        Json.list(node.path("ran"), Attempt::run));
  }

  private static Run run(JsonNode node) {
    JsonNode status = node.path("status");
    return new Run(
        node.path("number").asInt(),
        Json.text(node, "node"),
        Json.text(node, "what"),
        Json.list(node.path("arguments"), JsonNode::asText),
        status.isInt() ? OptionalInt.of(status.asInt()) : OptionalInt.empty(),
        Duration.ofMillis(node.path("durationMillis").asLong()),
        node.path("size").asLong(),
        Json.text(node, "output"));
  }
}
