package io.mooring.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.Action.CreatePool;
import io.mooring.contracts.Change;
import io.mooring.contracts.Choice;
import io.mooring.contracts.Counted;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.PoolName;
import io.mooring.contracts.Seen;
import io.mooring.node.Script;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Creates a pool for RBD, or adopts the one that is there; never reshapes or forces anything. */
@Singleton
final class CreatePoolStep implements Step<CreatePool, FoundPool> {
  private static final String RBD = "rbd";
  private static final String ADOPTS = "adopt";

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
  public FoundPool inspect(StepContext context, CreatePool action) {
    FoundPool found = FoundPool.look(cluster, context, action.ceph(), action.pool().name());
    return found.by(action.pool().profile().map(profile -> profile(context, action, profile)));
  }

  private FoundProfile profile(StepContext context, CreatePool action, String name) {
    return FoundProfile.read(
        name, cluster.ask(context, action.ceph(), FoundProfile.questions(name)));
  }

  @Override
  public Plan plan(CreatePool action, FoundPool found) {
    PoolName name = action.pool().name();
    Plan plan =
        found.pool().map(pool -> adopt(action, pool, found)).orElseGet(() -> create(action, found));
    PoolShaping shaping = new PoolShaping(action.pool(), found);
    return plan.also(shaping.change().stream().toList())
        .noticing(shaping.findings())
        .also(found.guard().repair().stream().toList())
        .on(List.of(new Seen("pool " + name, found.pool().map(PoolState::shown).orElse("absent"))));
  }

  @Override
  public Outcome apply(StepContext context, CreatePool action, FoundPool found, Plan plan) {
    PoolName name = action.pool().name();
    if (found.guard().down()) {
      found.guard().putBack(cluster, context, action.ceph());
    }
    PoolCoding coding = new PoolCoding(action.pool(), found);
    if (found.pool().isEmpty()) {
      String pgNum =
          action.pool().pgNum().isPresent()
              ? Integer.toString(action.pool().pgNum().getAsInt())
              : "";
      if (coding.isForData()) {
        coding.create(cluster, context, action, pgNum);
      } else {
        String note = Notes.key(context, Notes.of(name));
        cluster.change(context, action.ceph(), "create a pool", CREATE, note, name, pgNum);
      }
      new PoolShaping(action.pool(), found).shapeNew(cluster, context, action);
      return Outcome.asPlanned(plan);
    }
    if (coding.isForData()) {
      coding.ready(cluster, context, action, found.pool().get());
    } else if (!found.pool().get().applications().contains(RBD)) {
      cluster.change(context, action.ceph(), "make a pool ready for rbd", ADOPT, name);
    }
    new PoolShaping(action.pool(), found).shape(cluster, context, action);
    return Outcome.asPlanned(plan);
  }

  /** A pool goes only if this saga made it and nobody has put anything into it since. */
  @Override
  public Outcome undo(StepContext context, CreatePool action) {
    PoolName name = action.pool().name();
    FoundPool found = inspect(context, action);
    if (found.guard().down()) {
      found.guard().putBack(cluster, context, action.ceph());
    }
    if (context.undoesAll()) {
      return nothing("The pool %s stays: the step delete-pool removes it".formatted(name));
    }
    List<JsonNode> made =
        found.notes().entrySet().stream()
            .filter(note -> note.getKey().equals(Notes.key(context, Notes.of(name))))
            .map(Map.Entry::getValue)
            .toList();
    if (found.pool().isEmpty() && !made.isEmpty()) {
      Notes.forget(cluster, context, action.ceph(), Notes.of(name));
    }
    if (found.pool().isEmpty() || made.isEmpty()) {
      Optional<Outcome> shaped =
          new PoolShaping(action.pool(), found).undo(cluster, context, action);
      if (shaped.isPresent()) {
        return shaped.get();
      }
      return nothing(
          found.pool().isEmpty()
              ? "the pool %s is not there".formatted(name)
              : "the pool %s was not made by this saga".formatted(name));
    }
    if (!found.isOf(made)) {
      return nothing("the pool %s is another one than this saga made".formatted(name));
    }
    Optional<String> held = cluster.count(action.ceph(), name).held(name);
    if (held.isPresent()) {
      return Outcome.failed(ErrorCode.POOL_NOT_EMPTY, held.get() + " It is left as it is.");
    }
    found.guard().delete(cluster, context, action.ceph(), name, found.ownRule());
    Notes.forget(cluster, context, action.ceph(), Notes.of(name));
    if (!found.shapes().isEmpty()) {
      Notes.forget(cluster, context, action.ceph(), Notes.ofShape(name));
    }
    return Outcome.asPlanned(
        Plan.of(
            "the pool %s is gone".formatted(name),
            List.of(
                Change.of(
                    Change.Kind.DELETE, "pool " + name, "deleted: this saga made it, empty"))));
  }

  private static Outcome nothing(String why) {
    return Outcome.asPlanned(Plan.nothing(why));
  }

  private static Plan create(CreatePool action, FoundPool found) {
    PoolName name = action.pool().name();
    PoolCoding coding = new PoolCoding(action.pool(), found);
    String placementGroups =
        action.pool().pgNum().isPresent()
            ? Counted.of(action.pool().pgNum().getAsInt(), "placement group").toString()
            : "placement groups by the autoscaler";
    return Plan.of(
            "creates the pool " + name,
            List.of(
                Change.of(
                    Change.Kind.CREATE,
                    "pool " + name,
                    coding.made() + ", with " + placementGroups + shaped(action))))
        .noticing(coding.conflict().stream().toList());
  }

  private static String shaped(CreatePool action) {
    String rule = action.pool().crushRule().map(" by the CRUSH rule %s"::formatted).orElse("");
    return rule
        + (action.pool().quotaBytes().isPresent()
            ? ", at most " + Counted.of(action.pool().quotaBytes().get(), "byte")
            : "")
        + (action.pool().quotaObjects().isPresent()
            ? ", at most " + Counted.of(action.pool().quotaObjects().get(), "object")
            : "");
  }

  private static Plan adopt(CreatePool action, PoolState pool, FoundPool found) {
    PoolName name = action.pool().name();
    PoolCoding coding = new PoolCoding(action.pool(), found);
    if (coding.conflict().isPresent()) {
      return Plan.stop(coding.conflict().get());
    }
    if (pool.applications().contains(RBD)) {
      return new Plan(
          "the pool %s is there, %s, %s"
              .formatted(
                  name,
                  pool.code().isPresent()
                      ? Counted.of(pool.size(), "piece") + " of each object"
                      : Counted.of(pool.size(), "replica"),
                  Counted.of(pool.pgNum(), "placement group")),
          coding.change().stream().toList(),
          differences(action, pool),
          Map.of());
    }
    if (!pool.applications().isEmpty()) {
      return conflict(
          "The pool %s belongs to the application %s."
              .formatted(name, String.join(", ", pool.applications())));
    }
    Counted objects = Counted.of(pool.objects(), "object");
    if (pool.objects() > 0 && !found.decisions().chose(key(name), ADOPTS)) {
      return Plan.stop(
          Finding.stop(
                  ErrorCode.POOL_CONFLICT,
                  "The pool %s holds %s but has no application, so nobody can tell whose %s."
                      .formatted(name, objects, objects.either("it is", "they are")),
                  "Choose another pool name; or, if it is RBD's: ceph osd pool application enable"
                      + " %s rbd, then retry.".formatted(name))
              .deciding(
                  key(name),
                  new Choice(
                      ADOPTS,
                      "Gives the pool the application rbd and uses it; what is in it stays.")));
    }
    return new Plan(
        "makes the pool %s ready for rbd".formatted(name),
        Stream.concat(
                Stream.of(
                    Change.of(
                        Change.Kind.UPDATE,
                        "pool " + name,
                        "gets the application rbd; it holds " + objects)),
                coding.change().stream())
            .toList(),
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
            "The pool %s has %s, the document says %d; it is left as it is."
                .formatted(
                    action.pool().name(),
                    Counted.of(pool.pgNum(), "placement group"),
                    action.pool().pgNum().getAsInt())));
  }

  private static Plan conflict(String message) {
    return Plan.stop(Finding.stop(ErrorCode.POOL_CONFLICT, message));
  }

  private static String key(PoolName name) {
    return "pool-conflict:" + name;
  }
}
