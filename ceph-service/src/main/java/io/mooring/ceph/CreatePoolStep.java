package io.mooring.ceph;

import io.mooring.contracts.Action.CreatePool;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.PoolName;
import io.mooring.node.Script;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates a pool for RBD, or adopts the one that is there; never reshapes or forces anything. */
@Singleton
final class CreatePoolStep implements Step<CreatePool, Optional<PoolState>> {
  private static final String RBD = "rbd";

  private static final String CREATE = Script.resource(CreatePoolStep.class, "create-pool.sh");

  private static final String ADOPT = "rbd pool init \"$1\"";

  private final Cluster cluster;

  CreatePoolStep(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Class<CreatePool> action() {
    return CreatePool.class;
  }

  @Override
  public Optional<PoolState> inspect(StepContext context, CreatePool action) {
    Answers answers = cluster.ask(action.ceph(), "osd pool ls detail", "df");
    return Pools.find(action.pool().name(), answers.get(0), answers.get(1));
  }

  @Override
  public Plan plan(CreatePool action, Optional<PoolState> found) {
    PoolName name = action.pool().name();
    return found.map(pool -> adopt(action, pool)).orElseGet(() -> create(action, name));
  }

  @Override
  public Outcome apply(
      StepContext context, CreatePool action, Optional<PoolState> found, Plan plan) {
    PoolName name = action.pool().name();
    if (found.isPresent()) {
      cluster.change(context, action.ceph(), "make a pool ready for rbd", ADOPT, name);
    } else {
      String pgNum =
          action.pool().pgNum().isPresent()
              ? Integer.toString(action.pool().pgNum().getAsInt())
              : "";
      cluster.change(context, action.ceph(), "create a pool", CREATE, name, pgNum);
    }
    return Outcome.asPlanned(plan);
  }

  /** Pools stay: only a person may say that nobody will miss what is in one. */
  @Override
  public Outcome undo(StepContext context, CreatePool action) {
    return new Outcome.Failed(
        ErrorCode.POOL_CONFLICT,
        "The pool %s stays: Mooring does not delete pools yet.".formatted(action.pool().name()),
        "Delete it by hand if it was made for this integration and is empty.",
        List.of());
  }

  private static Plan create(CreatePool action, PoolName name) {
    String placementGroups =
        action.pool().pgNum().isPresent()
            ? action.pool().pgNum().getAsInt() + " placement groups"
            : "placement groups by the autoscaler";
    return Plan.of(
        "creates the pool " + name,
        List.of(
            Change.of(
                Change.Kind.CREATE, "pool " + name, "created for rbd, with " + placementGroups)));
  }

  private static Plan adopt(CreatePool action, PoolState pool) {
    PoolName name = action.pool().name();
    if (pool.erasureCoded()) {
      return conflict("The pool %s is erasure coded; RBD needs a replicated one.".formatted(name));
    }
    if (pool.applications().contains(RBD)) {
      return new Plan(
          "the pool %s is there, %d replicas, %d placement groups"
              .formatted(name, pool.size(), pool.pgNum()),
          List.of(),
          differences(action, pool),
          Map.of());
    }
    if (!pool.applications().isEmpty()) {
      return conflict(
          "The pool %s belongs to the application %s."
              .formatted(name, String.join(", ", pool.applications())));
    }
    if (pool.objects() > 0) {
      return new Plan(
          "stops",
          List.of(),
          List.of(
              Finding.stop(
                  ErrorCode.POOL_CONFLICT,
                  "The pool %s holds %d objects but has no application, so nobody can tell whose"
                          .formatted(name, pool.objects())
                      + " they are.",
                  "Choose another pool name; or, if it is RBD's: ceph osd pool application enable"
                      + " %s rbd, then retry.".formatted(name))),
          Map.of());
    }
    return new Plan(
        "makes the empty pool %s ready for rbd".formatted(name),
        List.of(
            Change.of(
                Change.Kind.UPDATE, "pool " + name, "gets the application rbd; it was empty")),
        differences(action, pool),
        Map.of());
  }

  private static List<Finding> differences(CreatePool action, PoolState pool) {
    if (action.pool().pgNum().isEmpty() || action.pool().pgNum().getAsInt() == pool.pgNum()) {
      return List.of();
    }
    return List.of(
        Finding.info(
            ErrorCode.POOL_CONFLICT,
            "The pool %s has %d placement groups, the document says %d; it is left as it is."
                .formatted(action.pool().name(), pool.pgNum(), action.pool().pgNum().getAsInt())));
  }

  private static Plan conflict(String message) {
    return Plan.stop(Finding.stop(ErrorCode.POOL_CONFLICT, message));
  }
}
