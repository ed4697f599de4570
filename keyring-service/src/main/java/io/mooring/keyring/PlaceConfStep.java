package io.mooring.keyring;

import io.mooring.contracts.Action.PlaceConf;
import io.mooring.contracts.Finding;
import io.mooring.node.FileState;
import io.mooring.node.FileState.Absent;
import io.mooring.node.FileState.Present;
import io.mooring.node.FileWrite;
import io.mooring.node.Secret;
import io.mooring.node.ceph.CephAdmin;
import io.mooring.node.layout.Layout;
import io.mooring.participant.step.Blame;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.LeftOvers;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Sight;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Places the configuration that Ceph's clients need. A file of another cluster is never touched;
 * one of this cluster keeps whatever its operators have added.
 */
@Singleton
final class PlaceConfStep implements Step<PlaceConf, PlaceConfStep.Conf> {
  private static final int LARGEST_CONF = 256 * 1024;
  private static final int MODE = 0644;

  private final CephAdmin admin;

  PlaceConfStep(CephAdmin admin) {
    this.admin = admin;
  }

  /**
   * What is and what the cluster says.
   *
   * @param places what is at each place
   * @param owner who a new file belongs to
   * @param minimal the cluster's minimal configuration
   * @param decisions what people decided
   */
  record Conf(List<Place> places, Belonging owner, CephConf minimal, Decisions decisions) {}

  /**
   * What is at a place.
   *
   * @param spot the place
   * @param file the file there
   * @param blame who the file is from
   * @param leftOvers copies of it
   */
  record Place(Spot spot, FileState file, List<Finding> blame, LeftOvers leftOvers) {}

  @Override
  public Class<PlaceConf> action() {
    return PlaceConf.class;
  }

  @Override
  public Conf inspect(StepContext context, PlaceConf action) {
    String minimal = admin.minimalConf(context.dispatch().saga(), action.ceph());
    List<Place> places = new ArrayList<>();
    for (Spot spot : Spot.of(context, readers(context, action), action.path())) {
      FileState file = context.node().read(spot.path(), LARGEST_CONF);
      places.add(
          new Place(spot, file, Blame.of(context, file), LeftOvers.besides(context, spot.path())));
    }
    return new Conf(
        places,
        Belonging.like(context, action.like(), Spot.ROOT, Spot.ROOT),
        new CephConf(minimal),
        context.decisions());
  }

  private static List<Layout> readers(StepContext context, PlaceConf action) {
    return action.like().isPresent() ? List.of() : context.layouts().services();
  }

  @Override
  public Plan plan(PlaceConf action, Conf found) {
    return Spot.together(
        found.places().stream().map(place -> plan(at(place, action), found, place)).toList());
  }

  private static Plan plan(PlaceConf action, Conf found, Place place) {
    Plan plan =
        switch (place.file()) {
          case Absent absent -> confPlan(action, found).placing();
          case Present present -> confPlan(action, found).changing(present);
        };
    Plan blamed = plan.changes().isEmpty() ? plan : plan.noticing(place.blame());
    return place
        .spot()
        .in(place.leftOvers().in(blamed))
        .on(List.of(Sight.of(place.file()), confPlan(action, found).seen()));
  }

  @Override
  public Outcome apply(StepContext context, PlaceConf action, Conf found, Plan plan) {
    return Spot.writeAll(
        context,
        found.places(),
        Place::spot,
        place -> {
          place.leftOvers().clean(context);
          return apply(context, at(place, action), found, place, plan);
        },
        plan);
  }

  private static Outcome apply(
      StepContext context, PlaceConf action, Conf found, Place place, Plan plan) {
    return switch (place.file()) {
      case Absent absent ->
          Placement.of(
              context,
              new FileWrite(
                  action.path(),
                  Secret.of(confPlan(action, found).ours().text()),
                  found.owner().owner(),
                  found.owner().group(),
                  MODE),
              absent,
              plan);
      case Present present -> rewrite(context, action, found, present, plan);
    };
  }

  private static Outcome rewrite(
      StepContext context, PlaceConf action, Conf found, Present present, Plan plan) {
    CephConf wanted = confPlan(action, found).wanted(present);
    if (wanted.equals(ConfPlan.content(present))) {
      return Outcome.asPlanned(plan);
    }
    FileWrite write =
        new FileWrite(
            action.path(),
            Secret.of(wanted.text()),
            present.owner(),
            present.group(),
            present.mode());
    return Placement.of(context, write, present, plan);
  }

  @Override
  public Outcome undo(StepContext context, PlaceConf action) {
    return Spot.putBack(context, readers(context, action), action.path());
  }

  private static PlaceConf at(Place place, PlaceConf action) {
    return new PlaceConf(action.ceph(), place.spot().path(), action.like(), action.dataPools());
  }

  private static ConfPlan confPlan(PlaceConf action, Conf found) {
    return new ConfPlan(action, found.minimal(), found.decisions());
  }
}
