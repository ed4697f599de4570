package io.mooring.keyring;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.PlaceKeyring;
import io.mooring.contracts.Change;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Seen;
import io.mooring.node.FileState.Absent;
import io.mooring.node.FileState.Present;
import io.mooring.node.FileWrite;
import io.mooring.node.Script;
import io.mooring.node.Secret;
import io.mooring.node.ceph.CephAdmin;
import io.mooring.node.layout.Layout;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Sight;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Places the keyring of a cephx user, for its service to read and nobody else. */
@Singleton
final class PlaceKeyringStep implements Step<PlaceKeyring, PlaceKeyringStep.Places> {
  private static final int MODE = 0640;

  private final CephAdmin admin;

  PlaceKeyringStep(CephAdmin admin) {
    this.admin = admin;
  }

  @Override
  public Class<PlaceKeyring> action() {
    return PlaceKeyring.class;
  }

  /**
   * Where the keyring goes.
   *
   * @param places the places, at least one
   * @param owner who it is to belong to
   */
  record Places(List<Place> places, Belonging owner) {}

  /**
   * One of them.
   *
   * @param spot where it is
   * @param keyring what is there
   */
  record Place(Spot spot, KeyringPlace keyring) {}

  @Override
  public Places inspect(StepContext context, PlaceKeyring asked) {
    List<Place> places = new ArrayList<>();
    Belonging owner = Belonging.like(context, asked.like(), asked.owner(), asked.group());
    for (Spot spot : Spot.of(context, readers(context, asked), asked.path())) {
      PlaceKeyring action = at(spot, owner, asked);
      Script surroundings =
          Script.of(
              "look around the keyring",
              KeyringPlace.SURROUNDINGS,
              action.path(),
              action.owner(),
              action.group());
      places.add(
          new Place(
              spot,
              KeyringPlace.read(
                  context.node().stat(action.path()),
                  admin.key(context.dispatch().saga(), action.ceph(), action.client()),
                  context.onlyPlans(),
                  context.node().inspect(surroundings).text()
                      + (spot.file().copied() ? "\nopen\n" : ""),
                  action.ceph().admins().contains(context.node().address()),
                  context.decisions())));
    }
    return new Places(places, owner);
  }

  /** The services that run as the file's user or as one of its group. */
  private static List<Layout> readers(StepContext context, PlaceKeyring action) {
    return action.like().isPresent()
        ? List.of()
        : action
            .reader()
            .map(role -> context.layouts().about(Set.of(role)))
            .orElseGet(context::layouts)
            .runningAs(
                Stream.of(action.owner(), action.group())
                    .filter(account -> !account.equals(Spot.ROOT))
                    .map(AccountName::value)
                    .toList());
  }

  /** Where the service's start makes its own copy, its account need not be on the node. */
  private static PlaceKeyring at(Spot spot, Belonging belonging, PlaceKeyring action) {
    boolean copied = spot.file().copied();
    return new PlaceKeyring(
        action.ceph(),
        action.client(),
        spot.path(),
        copied ? Spot.ROOT : belonging.owner(),
        copied ? Spot.ROOT : belonging.group(),
        action.like(),
        action.reader());
  }

  @Override
  public Plan plan(PlaceKeyring action, Places found) {
    return Spot.together(
        found.places().stream()
            .map(
                place ->
                    place.spot().in(plan(at(place.spot(), found.owner(), action), place.keyring())))
            .toList());
  }

  /** What becomes of one place. */
  static Plan plan(PlaceKeyring action, KeyringPlace found) {
    Optional<Finding> stop = found.stop(action);
    Plan plan = stop.map(Plan::stop).orElseGet(() -> placing(action, found));
    return found.leftOvers().in(plan).on(List.of(Sight.of(found.file()), key(action, found)));
  }

  private static Seen key(PlaceKeyring action, KeyringPlace found) {
    return new Seen(
        "client." + action.client(),
        found.key().map(key -> "key " + key.fingerprint()).orElse("absent"));
  }

  private static Plan placing(PlaceKeyring action, KeyringPlace found) {
    List<Finding> findings = found.warnings();
    if (found.key().isEmpty()) {
      return changing(
          Change.Kind.CREATE,
          action,
          "placed; its key will be known when the step create-user is done",
          findings);
    }
    Secret key = found.key().get();
    return switch (found.file()) {
      case Absent absent ->
          changing(
              Change.Kind.CREATE,
              action,
              "placed for %s:%s, key %s"
                  .formatted(action.owner(), action.group(), key.fingerprint()),
              findings);
      case Present present -> compare(action, present, key, findings);
    };
  }

  @Override
  public Outcome apply(StepContext context, PlaceKeyring action, Places found, Plan plan) {
    return Spot.writeAll(
        context,
        found.places(),
        Place::spot,
        place -> {
          place.keyring().leftOvers().clean(context);
          return apply(context, at(place.spot(), found.owner(), action), place.keyring(), plan);
        },
        plan);
  }

  private static Outcome apply(
      StepContext context, PlaceKeyring action, KeyringPlace found, Plan plan) {
    if (placing(action, found).changes().isEmpty()) {
      return Outcome.asPlanned(plan);
    }
    FileWrite write =
        new FileWrite(
            action.path(),
            content(action, found.key().orElseThrow()),
            action.owner(),
            action.group(),
            MODE);
    return Placement.of(context, write, found.file(), plan);
  }

  @Override
  public Outcome undo(StepContext context, PlaceKeyring action) {
    return Spot.putBack(context, readers(context, action), action.path());
  }

  private static Plan compare(
      PlaceKeyring action, Present present, Secret key, List<Finding> findings) {
    boolean sameContent = present.sha256().equals(content(action, key).sha256());
    boolean sameRights =
        present.owner().equals(action.owner())
            && present.group().equals(action.group())
            && present.mode() == MODE;
    if (sameContent && sameRights) {
      return new Plan(
          "%s is as wanted, key %s".formatted(action.path(), key.fingerprint()),
          List.of(),
          findings,
          Map.of());
    }
    String summary =
        sameContent
            ? "from %s:%s %o to %s:%s %o"
                .formatted(
                    present.owner(),
                    present.group(),
                    present.mode(),
                    action.owner(),
                    action.group(),
                    MODE)
            : "replaced for %s:%s, key %s"
                .formatted(action.owner(), action.group(), key.fingerprint());
    return changing(Change.Kind.UPDATE, action, summary, findings);
  }

  private static Plan changing(
      Change.Kind kind, PlaceKeyring action, String summary, List<Finding> findings) {
    String path = action.path().value();
    return new Plan(
        path + " " + summary, List.of(Change.of(kind, path, summary)), findings, Map.of());
  }

  private static Secret content(PlaceKeyring action, Secret key) {
    return Secret.of("[client.%s]\n\tkey = %s\n".formatted(action.client(), key.revealText()));
  }
}
