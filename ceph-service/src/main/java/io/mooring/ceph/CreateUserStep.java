package io.mooring.ceph;

import io.mooring.contracts.Action.CreateUser;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Creates a cephx user, or adds to the caps of the one that is there; never takes caps away. */
@Singleton
final class CreateUserStep implements Step<CreateUser, Optional<CephxUser>> {
  /** The key is printed, so its output ends on the node. */
  private static final String CREATE = "ceph auth get-or-create \"$@\" >/dev/null";

  /** Replaces the caps of all subsystems, so all must be named. */
  private static final String SET_CAPS = "ceph auth caps \"$@\" >/dev/null";

  private final Cluster cluster;
  private final FormerCaps formerCaps;

  CreateUserStep(Cluster cluster, FormerCaps formerCaps) {
    this.cluster = cluster;
    this.formerCaps = formerCaps;
  }

  @Override
  public Class<CreateUser> action() {
    return CreateUser.class;
  }

  @Override
  public Optional<CephxUser> inspect(StepContext context, CreateUser action) {
    return cluster
        .ask(context, action.ceph(), "auth get " + entity(action))
        .find(0)
        .map(CephxUser::read);
  }

  @Override
  public Plan plan(CreateUser action, Optional<CephxUser> found) {
    return found.map(user -> merge(action, user)).orElseGet(() -> create(action));
  }

  @Override
  public Outcome apply(
      StepContext context, CreateUser action, Optional<CephxUser> found, Plan plan) {
    formerCaps.keep(context, entity(action), found.map(CephxUser::caps));
    if (found.isPresent()) {
      Map<String, String> merged = CapsMerge.of(found.get().caps(), action.caps()).merged();
      cluster.change(
          context, action.ceph(), "set the caps of a user", SET_CAPS, words(action, merged));
    } else {
      cluster.change(
          context, action.ceph(), "create a cephx user", CREATE, words(action, action.caps()));
    }
    return Outcome.asPlanned(plan);
  }

  @Override
  public Outcome undo(StepContext context, CreateUser action) {
    String entity = entity(action);
    return switch (formerCaps.of(context, entity)) {
      case FormerCaps.Untouched untouched ->
          Outcome.asPlanned(Plan.nothing(entity + " was not changed"));
      case FormerCaps.Made made -> {
        cluster.change(
            context, action.ceph(), "remove a cephx user", "ceph auth del \"$1\"", entity);
        formerCaps.forget(context, entity);
        yield done(Change.Kind.DELETE, entity, "removed; this integration had made it");
      }
      case FormerCaps.Had had -> {
        cluster.change(
            context,
            action.ceph(),
            "set the caps of a user back",
            SET_CAPS,
            words(action, had.caps()));
        formerCaps.forget(context, entity);
        yield done(Change.Kind.UPDATE, entity, "has its former caps again");
      }
    };
  }

  private static Plan create(CreateUser action) {
    return Plan.of(
        "creates " + entity(action),
        List.of(
            new Change(
                Change.Kind.CREATE,
                entity(action),
                "created with a new key",
                Optional.of(
                    new TreeMap<>(action.caps())
                        .entrySet().stream()
                            .map(cap -> "+" + cap.getKey() + ": " + cap.getValue() + "\n")
                            .collect(Collectors.joining())))));
  }

  private static Plan merge(CreateUser action, CephxUser user) {
    CapsMerge merge = CapsMerge.of(user.caps(), action.caps());
    List<Finding> findings = merge.extra().isEmpty() ? List.of() : List.of(extra(action, merge));
    if (merge.missing().isEmpty()) {
      return new Plan(
          "%s has its caps; key %s".formatted(entity(action), user.fingerprint()),
          List.of(),
          findings,
          Map.of());
    }
    Change change =
        new Change(
            Change.Kind.UPDATE,
            entity(action),
            "gets caps that it lacks; keeps the others and its key",
            Optional.of(
                merge.missing().stream()
                    .map(clause -> "+" + clause + "\n")
                    .collect(Collectors.joining())));
    return new Plan("adds caps to " + entity(action), List.of(change), findings, Map.of());
  }

  private static Finding extra(CreateUser action, CapsMerge merge) {
    return Finding.warning(
        ErrorCode.CAPS_CONFLICT,
        "%s has caps that the document does not ask for; they are kept: %s."
            .formatted(entity(action), String.join("; ", merge.extra())),
        "If nobody needs them, set the caps by hand: ceph auth caps " + entity(action) + " …");
  }

  private static Outcome done(Change.Kind kind, String entity, String summary) {
    return Outcome.asPlanned(
        Plan.of(entity + " " + summary, List.of(Change.of(kind, entity, summary))));
  }

  private static Object[] words(CreateUser action, Map<String, String> caps) {
    List<Object> words = new ArrayList<>();
    words.add(entity(action));
    new TreeMap<>(caps)
        .forEach(
            (subsystem, clauses) -> {
              words.add(subsystem);
              words.add(clauses);
            });
    return words.toArray();
  }

  private static String entity(CreateUser action) {
    return "client." + action.client();
  }
}
