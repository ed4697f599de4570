package io.mooring.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.PoolName;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.StepContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pool, and what notes say of it.
 *
 * @param pool the pool, if there is one
 * @param notes of the sagas of this integration that made it, by the keys they are kept by
 * @param guard the monitors' guard against deleting pools
 * @param decisions what people decided
 */
record FoundPool(
    Optional<PoolState> pool,
    Map<String, JsonNode> notes,
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
            DeletionGuard.QUESTION);
    return new FoundPool(
        Pools.find(name, answers.get(0), answers.get(1)),
        Notes.about(Notes.of(name), answers.find(2)),
        DeletionGuard.read(answers.find(3), answers.find(2)),
        context.decisions());
  }

  /** Whether one of these notes is of the pool that is there, and not of an earlier one. */
  boolean isOf(List<JsonNode> some) {
    return pool.isPresent()
        && some.stream()
            .anyMatch(note -> !note.has("id") || note.path("id").asInt() == pool.get().id());
  }
}
