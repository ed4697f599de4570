package io.mooring.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.PoolName;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.StepContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A pool, and what notes say of it.
 *
 * @param pool the pool, if there is one
 * @param notes of the sagas of this integration that made it, by the keys they are kept by
 * @param shapes notes of the sagas that shaped it otherwise, by the keys they are kept by
 * @param rules the names of the CRUSH rules that there are
 * @param profile the erasure code profile that it is wanted by
 * @param guard the monitors' guard against deleting pools
 * @param decisions what people decided
 */
record FoundPool(
    Optional<PoolState> pool,
    Map<String, JsonNode> notes,
    Map<String, JsonNode> shapes,
    Set<String> rules,
    Optional<FoundProfile> profile,
    DeletionGuard guard,
    Decisions decisions) {

  static FoundPool look(Cluster cluster, StepContext context, CephAccess ceph, PoolName name) {
    Answers answers =
        cluster.ask(
            context,
            ceph,
            "osd pool ls detail",
            "df",
            Notes.questionForAll(context),
            DeletionGuard.QUESTION,
            "osd crush rule dump");
    JsonNode rules = answers.get(4);
    Set<String> names = new TreeSet<>();
    rules.forEach(rule -> names.add(rule.path("rule_name").asText()));
    return new FoundPool(
        Pools.find(name, answers.get(0), answers.get(1), rules),
        Notes.about(Notes.of(name), answers.find(2)),
        Notes.about(Notes.ofShape(name), answers.find(2)),
        names,
        Optional.empty(),
        DeletionGuard.read(answers.find(3), answers.find(2)),
        context.decisions());
  }

  /** The same with what is known of the erasure code profile that the pool is wanted by. */
  FoundPool by(Optional<FoundProfile> wanted) {
    return new FoundPool(pool, notes, shapes, rules, wanted, guard, decisions);
  }

  /** The CRUSH rule that was made with the pool and for it alone, as the notes tell. */
  Optional<String> ownRule() {
    return notes.values().stream()
        .filter(note -> isOf(List.of(note)))
        .map(note -> note.path("rule").asText(""))
        .filter(rule -> !rule.isEmpty())
        .findFirst();
  }

  /** Whether one of these notes is of the pool that is there, and not of an earlier one. */
  boolean isOf(List<JsonNode> some) {
    return pool.isPresent()
        && some.stream()
            .anyMatch(note -> !note.has("id") || note.path("id").asInt() == pool.get().id());
  }
}
