package io.mooring.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One run towards a wanted state, as the API tells it.
 *
 * @param id what the API calls it by
 * @param number a short number for people
 * @param integration the name of the integration that it works for
 * @param generation the integration's generation when it began
 * @param kind apply, plan, verify, …
 * @param state waiting, running, paused, succeeded, incident, cancelled, rolled-back or quarantined
 * @param createdAt when it began
 * @param endedAt when it came to rest
 * @param total how many steps it has
 * @param counts how many of them are in which state
 * @param version rises with everything that happens to it
 * @param actions what can be asked of it now
 * @param waitsFor whose work it waits for before it begins
 */
public record Saga(
    String id,
    long number,
    String integration,
    long generation,
    String kind,
    String state,
    Optional<Instant> createdAt,
    Optional<Instant> endedAt,
    int total,
    Counts counts,
    long version,
    List<Action> actions,
    Optional<WaitsFor> waitsFor) {
  private static final Set<String> NOT_AT_REST = Set.of("waiting", "running", "paused");

  /**
   * Another integration's saga, which works on something that both need.
   *
   * @param integration name of that integration
   * @param number the saga's short number
   * @param what the node or the cluster
   */
  public record WaitsFor(String integration, long number, String what) {
    /** In words. */
    public String sentence() {
      return "Waits for saga %d of %s, which has %s.".formatted(number, integration, what);
    }

    static Optional<WaitsFor> from(JsonNode node) {
      return node.isObject()
          ? Optional.of(
              new WaitsFor(
                  Json.text(node, "integration"),
                  node.path("number").asLong(),
                  Json.text(node, "what")))
          : Optional.empty();
    }
  }

  /**
   * Something that can be asked of it now.
   *
   * @param order its word
   * @param effect what it will do, in a sentence
   * @param steps the steps that it is about
   */
  public record Action(String order, String effect, List<String> steps) {
    static Action from(JsonNode node) {
      // An older server tells the word only.
      return node.isTextual()
          ? new Action(node.asText(), "", List.of())
          : new Action(
              Json.text(node, "order"),
              Json.text(node, "effect"),
              Json.list(node.path("steps"), JsonNode::asText));
    }
  }

  /**
   * How many steps are in which state.
   *
   * @param waiting for other steps
   * @param ready to be sent
   * @param running sent to a participant
   * @param backingOff waiting to be tried again
   * @param succeeded done, changed or not
   * @param changed done, and something was changed
   * @param failed in need of a person
   */
  public record Counts(
      int waiting,
      int ready,
      int running,
      int backingOff,
      int succeeded,
      int changed,
      int failed) {}

  /** Reads the API's answer. */
  public static Saga from(JsonNode node) {
    JsonNode counts = node.path("counts");
    return new Saga(
        Json.text(node, "id"),
        node.path("number").asLong(),
        Json.text(node, "integration"),
        node.path("generation").asLong(),
        Json.text(node, "kind"),
        Json.text(node, "state"),
        Json.time(node, "createdAt"),
        Json.time(node, "endedAt"),
        node.path("total").asInt(),
        new Counts(
            counts.path("waiting").asInt(),
            counts.path("ready").asInt(),
            counts.path("running").asInt(),
            counts.path("backingOff").asInt(),
            counts.path("succeeded").asInt(),
            counts.path("changed").asInt(),
            counts.path("failed").asInt()),
        node.path("version").asLong(),
        Json.list(node.path("actions"), Action::from),
        WaitsFor.from(node.path("waitsFor")));
  }

  /** Whether nothing more happens without a person. */
  public boolean atRest() {
    return !state.isEmpty() && !NOT_AT_REST.contains(state);
  }

  /** Whether all is done. */
  public boolean succeeded() {
    return state.equals("succeeded");
  }
}
