package io.mooring.keyring;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.PlaceConf;
import io.mooring.contracts.Finding;
import io.mooring.node.FileState;
import io.mooring.node.FileState.Absent;
import io.mooring.node.FileState.Present;
import io.mooring.node.FileWrite;
import io.mooring.node.Secret;
import io.mooring.node.ceph.CephAdmin;
import io.mooring.participant.step.Blame;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.FormerFile;
import io.mooring.participant.step.LeftOvers;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Sight;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Places the configuration that Ceph's clients need. A file of another cluster is never touched;
 * one of this cluster keeps whatever its operators have added.
 */
@Singleton
final class PlaceConfStep implements Step<PlaceConf, PlaceConfStep.Conf> {
  private static final int LARGEST_CONF = 256 * 1024;
  private static final AccountName ROOT = new AccountName("root");
  private static final int MODE = 0644;

  private final CephAdmin admin;

  PlaceConfStep(CephAdmin admin) {
    this.admin = admin;
  }

  /**
   * What is and what the cluster says.
   *
   * @param file the file on the node
   * @param minimal the cluster's minimal configuration
   * @param blame who the file is from
   * @param leftOvers copies of it
   * @param decisions what people decided
   */
  record Conf(
      FileState file,
      CephConf minimal,
      List<Finding> blame,
      LeftOvers leftOvers,
      Decisions decisions) {}

  @Override
  public Class<PlaceConf> action() {
    return PlaceConf.class;
  }

  @Override
  public Conf inspect(StepContext context, PlaceConf action) {
    String minimal = admin.minimalConf(context.dispatch().saga(), action.ceph());
    FileState file = context.node().read(action.path(), LARGEST_CONF);
    return new Conf(
        file,
        new CephConf(minimal),
        Blame.of(context, file),
        LeftOvers.besides(context, action.path()),
        context.decisions());
  }

  @Override
  public Plan plan(PlaceConf action, Conf found) {
    Plan plan =
        switch (found.file()) {
          case Absent absent -> confPlan(action, found).placing();
          case Present present -> confPlan(action, found).changing(present);
        };
    Plan blamed = plan.changes().isEmpty() ? plan : plan.noticing(found.blame());
    return found
        .leftOvers()
        .in(blamed)
        .on(List.of(Sight.of(found.file()), confPlan(action, found).seen()));
  }

  @Override
  public Outcome apply(StepContext context, PlaceConf action, Conf found, Plan plan) {
    found.leftOvers().clean(context);
    return switch (found.file()) {
      case Absent absent ->
          Placement.of(
              context,
              new FileWrite(action.path(), Secret.of(found.minimal().text()), ROOT, ROOT, MODE),
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
    return FormerFile.putBack(context, action.path());
  }

  private static ConfPlan confPlan(PlaceConf action, Conf found) {
    return new ConfPlan(action, found.minimal(), found.decisions());
  }
}
