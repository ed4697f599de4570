package io.mooring.ceph;

import io.mooring.contracts.Action.CreateUser;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.node.Script;
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
final class CreateUserStep implements Step<CreateUser, CreateUserStep.Found> {
  private static final String CHANGE = Script.resource(CreateUserStep.class, "change-user.sh");

  /** Replaces the caps of all subsystems, so all must be named. */
  private static final String SET_CAPS = "caps";

  private final Cluster cluster;

  CreateUserStep(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * A user, and what this saga has done to it.
   *
   * @param user the user, if there is one
   * @param note of what it was before this saga, if the saga has touched it
   */
  record Found(Optional<CephxUser> user, Optional<FormerCaps> note) {}

  @Override
  public Class<CreateUser> action() {
    return CreateUser.class;
  }

  @Override
  public Found inspect(StepContext context, CreateUser action) {
    Answers answers =
        cluster.ask(
            action.ceph(),
            "auth get " + entity(action),
            "config-key get " + FormerCaps.key(context.dispatch(), entity(action)));
    return new Found(answers.find(0).map(CephxUser::read), answers.find(1).map(FormerCaps::read));
  }

  @Override
  public Plan plan(CreateUser action, Found found) {
    return found.user().map(user -> merge(action, user)).orElseGet(() -> create(action));
  }

  @Override
  public Outcome apply(StepContext context, CreateUser action, Found found, Plan plan) {
    Optional<Map<String, String>> present = found.user().map(CephxUser::caps);
    Map<String, String> wanted =
        present.map(caps -> CapsMerge.of(caps, action.caps()).merged()).orElse(action.caps());
    FormerCaps note = new FormerCaps(found.note().map(FormerCaps::had).orElse(present), wanted);
    String verb = present.isPresent() ? SET_CAPS : "get-or-create";
    change(context, action, note, verb, wanted);
    return Outcome.asPlanned(plan);
  }

  @Override
  public Outcome undo(StepContext context, CreateUser action) {
    Found found = inspect(context, action);
    String entity = entity(action);
    if (found.note().isEmpty()) {
      return Outcome.asPlanned(Plan.nothing(entity + " was not changed by this saga"));
    }
    FormerCaps note = found.note().get();
    return switch (note.against(found.user().map(CephxUser::caps))) {
      case FormerCaps.Nothing nothing ->
          Outcome.asPlanned(Plan.nothing(entity + " " + nothing.reason()));
      case FormerCaps.Conflict conflict ->
          new Outcome.Failed(
              ErrorCode.CAPS_CONFLICT,
              "%s %s; it is left alone.".formatted(entity, conflict.reason()),
              "Compare its caps (ceph auth get %s) with what it needs, then skip this step."
                  .formatted(entity),
              List.of());
      case FormerCaps.Remove remove -> {
        cluster.change(
            context, action.ceph(), "remove a cephx user", "ceph auth del \"$1\"", entity);
        yield done(Change.Kind.DELETE, entity, "removed; this saga had made it");
      }
      case FormerCaps.Restore restore -> {
        change(context, action, note, SET_CAPS, restore.caps());
        yield done(Change.Kind.UPDATE, entity, "has its former caps again");
      }
    };
  }

  private void change(
      StepContext context,
      CreateUser action,
      FormerCaps note,
      String verb,
      Map<String, String> caps) {
    List<Object> words = new ArrayList<>();
    words.add(FormerCaps.key(context.dispatch(), entity(action)));
    words.add(note.text());
    words.add(verb);
    words.add(entity(action));
    new TreeMap<>(caps)
        .forEach(
            (subsystem, clauses) -> {
              words.add(subsystem);
              words.add(clauses);
            });
    cluster.change(context, action.ceph(), "change a cephx user", CHANGE, words.toArray());
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

  private static String entity(CreateUser action) {
    return "client." + action.client();
  }
}
