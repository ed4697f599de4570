package io.mooring.openstack.unit;

import io.mooring.participant.step.StepContext;
import java.util.List;

/**
 * What a restart finds.
 *
 * @param report the service's units and files
 * @param restored whether an earlier attempt of this saga has failed and put the former file back
 * @param elsewhere what is wrong with the same service on other nodes; looked at only when it
 *     matters
 */
public record FoundService(UnitReport report, boolean restored, List<String> elsewhere) {

  /**
   * Looks; only a further attempt can find a restored file, and other nodes matter only when a
   * service that runs is about to be restarted.
   */
  public static FoundService look(StepContext context, Restart restart, PeerProbe probe) {
    boolean restored =
        context.dispatch().attempt() > 1
            && context.node().isRestored(restart.file(), context.fence());
    UnitReport report = UnitInspection.look(context.node(), restart.service(), restart.files());
    FoundService alone = new FoundService(report, restored, List.of());
    boolean due = !RestartPlan.of(restart, alone).changes().isEmpty();
    return due && report.units().getFirst().running()
        ? new FoundService(report, restored, Peers.down(context.nodes(), restart, probe))
        : alone;
  }
}
