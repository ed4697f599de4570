package io.mooring.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What a saga that looks has found, as the API tells it.
 *
 * @param integration name of the integration
 * @param number the saga's short number
 * @param complete whether everything was looked at
 * @param hash by what it can be applied; only when it is complete
 * @param totals how much would be done
 * @param nodes what would be done where, in the order of the runbook
 * @param decisions what a person has to decide before anything can be changed
 * @param unknown what can't be known yet
 * @param restarts services that would be restarted, as {@code restart-glance@node}
 */
public record Plan(
    String integration,
    long number,
    boolean complete,
    Optional<String> hash,
    Totals totals,
    List<Node> nodes,
    List<Decision> decisions,
    List<Unknown> unknown,
    List<String> restarts) {

  /** How many things would be created, updated and deleted, restarts, and on how many nodes. */
  public record Totals(int create, int update, int delete, int restart, int nodes) {}

  /** What would be done on a node. */
  public record Node(String node, List<Item> steps) {}

  /**
   * What one step would do.
   *
   * @param step the step
   * @param changes what it would change
   * @param findings what it noticed
   */
  public record Item(String step, List<Step.Change> changes, List<Step.Finding> findings) {}

  /** Something to be decided at a step. */
  public record Decision(String step, Step.Finding finding) {}

  /** A step that could not look, and why. */
  public record Unknown(String step, String reason) {}

  /** Reads the API's answer. */
  public static Plan from(JsonNode node) {
    JsonNode totals = node.path("totals");
    return new Plan(
        Json.text(node, "integration"),
        node.path("number").asLong(),
        node.path("complete").asBoolean(),
        Json.optionalText(node, "hash"),
        new Totals(
            totals.path("create").asInt(),
            totals.path("update").asInt(),
            totals.path("delete").asInt(),
            totals.path("restart").asInt(),
            totals.path("nodes").asInt()),
        Json.list(
            node.path("nodes"),
            it -> new Node(Json.text(it, "node"), Json.list(it.path("steps"), Plan::item))),
        Json.list(
            node.path("decisions"),
            it -> new Decision(Json.text(it, "step"), Step.finding(it.path("finding")))),
        Json.list(
            node.path("unknown"),
            it -> new Unknown(Json.text(it, "step"), Json.text(it, "reason"))),
        Json.list(node.path("restarts"), JsonNode::asText));
  }

  private static Item item(JsonNode node) {
    return new Item(
        Json.text(node, "step"),
        Json.list(node.path("changes"), Step::change),
        Json.list(node.path("findings"), Step::finding));
  }

  /** Whether nothing would be done. */
  public boolean changesNothing() {
    return totals.create + totals.update + totals.delete + totals.restart == 0;
  }
}
