package io.mooring.ceph;

import io.mooring.contracts.Action.DeletePool;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.PoolName;
import io.mooring.contracts.Seen;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deletes a pool that this integration made, that is empty, and whose name a person has typed. */
@Singleton
final class DeletePoolStep implements Step<DeletePool, DeletePoolStep.Found> {
  private final Cluster cluster;

  DeletePoolStep(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * What is there.
   *
   * @param state the pool and the notes of it
   * @param census what it holds; empty when there is no pool
   */
  record Found(FoundPool state, Optional<PoolCensus> census) {}

  @Override
  public Class<DeletePool> action() {
    return DeletePool.class;
  }

  @Override
  public Found inspect(StepContext context, DeletePool action) {
    FoundPool state = FoundPool.look(cluster, context, action.ceph(), action.pool());
    return new Found(state, state.pool().map(pool -> cluster.count(action.ceph(), action.pool())));
  }

  @Override
  public Plan plan(DeletePool action, Found found) {
    PoolName name = action.pool();
    Optional<PoolState> pool = found.state().pool();
    List<Change> changes = new ArrayList<>(found.state().guard().repair().stream().toList());
    if (pool.isPresent()) {
      changes.add(Change.of(Change.Kind.DELETE, "pool " + name, "deleted; it is empty"));
    } else if (!found.state().notes().isEmpty()) {
      changes.add(Change.of(Change.Kind.DELETE, "notes of pool " + name, "removed; it is gone"));
    }
    return new Plan(
        pool.isPresent() ? "deletes the pool " + name : "the pool %s is not there".formatted(name),
        changes,
        pool.isPresent() ? findings(action, found) : List.of(),
        Map.of(),
        List.of(new Seen("pool " + name, pool.map(PoolState::shown).orElse("absent"))));
  }

  @Override
  public Outcome apply(StepContext context, DeletePool action, Found found, Plan plan) {
    DeletionGuard guard = found.state().guard();
    if (found.state().pool().isPresent()) {
      guard.delete(cluster, context, action.ceph(), action.pool(), found.state().ownRule());
    } else if (guard.down()) {
      guard.putBack(cluster, context, action.ceph());
    }
    Notes.forget(cluster, context, action.ceph(), Notes.of(action.pool()));
    return Outcome.asPlanned(plan);
  }

  @Override
  public Outcome undo(StepContext context, DeletePool action) {
    return Outcome.asPlanned(Plan.nothing("what was deleted was empty; apply makes it anew"));
  }

  private static List<Finding> findings(DeletePool action, Found found) {
    PoolName name = action.pool();
    List<Finding> findings = new ArrayList<>();
    if (!found.state().isOf(List.copyOf(found.state().notes().values()))) {
      findings.add(
          Finding.stop(
              ErrorCode.POOL_NOT_OURS,
              "The pool %s was not made by this integration, so it is not deleted."
                  .formatted(name)));
    }
    found
        .census()
        .flatMap(census -> census.held(name))
        .map(held -> Finding.stop(ErrorCode.POOL_NOT_EMPTY, held))
        .ifPresent(findings::add);
    if (action.confirmed().filter(name.value()::equals).isEmpty()) {
      findings.add(
          Finding.stop(
              ErrorCode.NOT_CONFIRMED,
              action
                  .confirmed()
                  .map(typed -> "\"%s\" was typed, but the pool is %s.".formatted(typed, name))
                  .orElse("Nobody has typed the name of the pool %s.".formatted(name))));
    }
    return findings;
  }
}
