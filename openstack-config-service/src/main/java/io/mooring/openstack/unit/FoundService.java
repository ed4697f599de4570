package io.mooring.openstack.unit;

import io.mooring.node.Authorship;
import io.mooring.node.layout.Layout;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.StepContext;
import java.util.List;

/**
 * What a restart finds.
 *
 * @param report the service's units and files
 * @param restored whether an earlier attempt of this saga has failed and put the former file back
 * @param elsewhere what is wrong with the same service on other nodes; looked at only when it
 *     matters
 * @param decisions what people decided
 * @param layout how the service runs here
 */
public record FoundService(
    UnitReport report,
    boolean restored,
    List<String> elsewhere,
    Decisions decisions,
    Layout layout) {

  /**
   * Looks; only a command that may change something can come after one that put a file back, also
   * as its second delivery, and other nodes matter only when a service that runs is about to be
   * restarted.
   */
  public static FoundService look(StepContext context, Restart restart, PeerProbe probe) {
    boolean restored =
        !context.onlyPlans()
            && context.node().authorship(restart.file(), context.fence())
                instanceof Authorship.Restored;
    return look(context, restart, probe, restored);
  }

  /** The same after the configuration has been put back on purpose. */
  static FoundService lookAfterUndo(StepContext context, Restart restart, PeerProbe probe) {
    return look(context, restart, probe, false);
  }

  /**
   * Whether the service has not run for as long yet as one is watched after its restart: whoever
   * restarted it may have died while watching.
   */
  public boolean isYoung(Restart restart) {
    return report.units().stream()
        .limit(1)
        .filter(UnitState::running)
        .flatMap(unit -> unit.started().stream())
        .anyMatch(started -> started.plus(restart.gate().stabilityWindow()).isAfter(report.now()));
  }

  private static FoundService look(
      StepContext context, Restart restart, PeerProbe probe, boolean restored) {
    UnitReport report = UnitInspection.look(context.node(), restart.layout(), restart.files());
    FoundService alone =
        new FoundService(report, restored, List.of(), context.decisions(), restart.layout());
    boolean due = !RestartPlan.of(restart, alone).changes().isEmpty();
    return due && report.units().getFirst().running()
        ? new FoundService(
            report,
            restored,
            Peers.down(context.nodes(), restart, probe),
            context.decisions(),
            restart.layout())
        : alone;
  }
}
