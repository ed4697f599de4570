package io.mooring.ceph;

import io.mooring.contracts.Action.CreateUser;
import io.mooring.contracts.Change;
import io.mooring.contracts.Counted;
import io.mooring.contracts.ErrorCode;
import io.mooring.node.Script;
import io.mooring.participant.step.Decisions;
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
   * @param note of what it was before this saga, if the saga has touched it; before the
   *     integration, if all its sagas are taken back
   * @param decisions what people decided
   */
  record Found(Optional<CephxUser> user, Optional<FormerCaps> note, Decisions decisions) {}

  @Override
  public Class<CreateUser> action() {
    return CreateUser.class;
  }

  @Override
  public Found inspect(StepContext context, CreateUser action) {
    Answers answers =
        cluster.ask(
            context, action.ceph(), "auth get " + Notes.of(action), Notes.questionForAll(context));
    return new Found(
        answers.find(0).map(CephxUser::read),
        FormerCaps.together(Notes.undone(context, Notes.of(action), answers.find(1))),
        context.decisions());
  }

  @Override
  public Plan plan(CreateUser action, Found found) {
    return new UserPlan(action, found.decisions()).of(found.user());
  }

  @Override
  public Outcome apply(StepContext context, CreateUser action, Found found, Plan plan) {
    Optional<Map<String, String>> present = found.user().map(CephxUser::caps);
    Map<String, String> wanted =
        present
            .filter(caps -> !new UserPlan(action, found.decisions()).takesAway())
            .map(caps -> CapsMerge.of(caps, action.caps()).merged())
            .orElse(action.caps());
    FormerCaps note = new FormerCaps(found.note().map(FormerCaps::had).orElse(present), wanted);
    String verb = present.isPresent() ? SET_CAPS : "get-or-create";
    change(context, action, note, verb, wanted);
    return Outcome.asPlanned(plan);
  }

  @Override
  public Outcome undo(StepContext context, CreateUser action) {
    Found found = inspect(context, action);
    String entity = Notes.of(action);
    if (found.note().isEmpty()) {
      return Outcome.asPlanned(Plan.nothing(entity + " was not changed by this saga"));
    }
    FormerCaps note = found.note().get();
    FormerCaps.Undo way = note.against(found.user().map(CephxUser::caps));
    Optional<Outcome> pivot = pivot(action, way);
    if (pivot.isPresent()) {
      return pivot.get();
    }
    Outcome outcome = takeBack(context, action, note, way);
    if (context.undoesAll() && outcome instanceof Outcome.Succeeded) {
      Notes.forget(cluster, context, action.ceph(), entity);
    }
    return outcome;
  }

  private Outcome takeBack(
      StepContext context, CreateUser action, FormerCaps note, FormerCaps.Undo way) {
    String entity = Notes.of(action);
    return switch (way) {
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

  /** What is connected with the key would lose its access in the middle of its work. */
  private Optional<Outcome> pivot(CreateUser action, FormerCaps.Undo way) {
    return switch (way) {
      case FormerCaps.Nothing nothing -> Optional.empty();
      case FormerCaps.Conflict conflict -> Optional.empty();
      case FormerCaps.Remove remove -> used(action);
      case FormerCaps.Restore restore -> used(action);
    };
  }

  private Optional<Outcome> used(CreateUser action) {
    int sessions = cluster.sessions(action.ceph(), Notes.of(action));
    return sessions == 0
        ? Optional.empty()
        : Optional.of(
            Outcome.failed(
                ErrorCode.IN_USE,
                "%s stays as it is: %s a session with the cluster by its key now."
                    .formatted(
                        Notes.of(action), Counted.of(sessions, "client").with("has", "have"))));
  }

  private void change(
      StepContext context,
      CreateUser action,
      FormerCaps note,
      String verb,
      Map<String, String> caps) {
    List<Object> words = new ArrayList<>();
    words.add(Notes.key(context, Notes.of(action)));
    words.add(note.text(context.dispatch().epoch()));
    words.add(verb);
    words.add(Notes.of(action));
    new TreeMap<>(caps)
        .forEach(
            (subsystem, clauses) -> {
              words.add(subsystem);
              words.add(clauses);
            });
    cluster.change(context, action.ceph(), "change a cephx user", CHANGE, words.toArray());
  }

  private static Outcome done(Change.Kind kind, String entity, String summary) {
    return Outcome.asPlanned(
        Plan.of(entity + " " + summary, List.of(Change.of(kind, entity, summary))));
  }
}
