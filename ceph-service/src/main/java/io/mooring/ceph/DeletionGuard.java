package io.mooring.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.Change;
import io.mooring.contracts.PoolName;
import io.mooring.node.Script;
import io.mooring.participant.step.StepContext;
import java.util.Optional;

/**
 * The monitors' guard against deleting pools, {@code mon_allow_pool_delete}.
 *
 * @param former what it was before Mooring took it down, or is now; empty when it is not set
 * @param down whether a deletion that never ended has left it down
 */
record DeletionGuard(Optional<String> former, boolean down) {
  /** The question that tells what it is. */
  static final String QUESTION = "config dump";

  private static final String OPTION = "mon_allow_pool_delete";
  private static final String DELETE = Script.resource(DeletionGuard.class, "delete-pool.sh");

  /**
   * Reads the cluster's configuration and the notes.
   *
   * @param notes all notes of the integration
   */
  static DeletionGuard read(Optional<JsonNode> configuration, Optional<JsonNode> notes) {
    Optional<JsonNode> note = Notes.about(OPTION, notes).values().stream().findFirst();
    if (note.isPresent()) {
      return new DeletionGuard(text(note.get().path("former")), true);
    }
    for (JsonNode entry : configuration.orElseGet(MissingNode::getInstance)) {
      if (entry.path("section").asText().equals("mon")
          && entry.path("name").asText().equals(OPTION)) {
        return new DeletionGuard(text(entry.path("value")), false);
      }
    }
    return new DeletionGuard(Optional.empty(), false);
  }

  /** That it is put back up, where a deletion has left it down. */
  Optional<Change> repair() {
    return down
        ? Optional.of(
            Change.of(
                Change.Kind.UPDATE,
                OPTION,
                former
                    .map(
                        value ->
                            "set back to %s, after a deletion that never ended".formatted(value))
                    .orElse("unset again, after a deletion that never ended")))
        : Optional.empty();
  }

  /** Puts it back up. */
  void putBack(Cluster cluster, StepContext context, CephAccess ceph) {
    cluster.change(
        context,
        ceph,
        "put the guard against deleting pools back",
        DELETE,
        key(context),
        former.orElse(""),
        "",
        "");
  }

  /**
   * Deletes a pool, during which alone it is down.
   *
   * @param rule the CRUSH rule that was made for the pool; it goes unless another pool has it
   */
  void delete(
      Cluster cluster, StepContext context, CephAccess ceph, PoolName pool, Optional<String> rule) {
    cluster.change(
        context,
        ceph,
        "delete a pool",
        DELETE,
        key(context),
        former.orElse(""),
        pool,
        rule.orElse(""));
  }

  private static String key(StepContext context) {
    return "mooring/%s/%s".formatted(context.dispatch().integration(), OPTION);
  }

  private static Optional<String> text(JsonNode value) {
    return Optional.of(value.asText("")).filter(text -> !text.isEmpty());
  }
}
