package io.mooring.openstack.unit;

import io.mooring.contracts.NodeAddress;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Nodes;
import io.mooring.node.OutcomeUnknown;
import io.mooring.node.layout.NodeLayouts;
import io.mooring.node.layout.ServiceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same service on the other nodes. */
final class Peers {
  private Peers() {}

  /** What is wrong with it, in a few words for each node where it does not do its work. */
  static List<String> down(Nodes nodes, Restart restart, PeerProbe probe) {
    return restart.peers().stream()
        .map(peer -> problem(nodes, peer, restart.service(), probe))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> problem(
      Nodes nodes, NodeAddress peer, ServiceKind service, PeerProbe probe) {
    try {
      NodeSession session = nodes.session(peer);
      // Told facts are of this node only, so the other one is looked at.
      return NodeLayouts.of(Map.of(), session)
          .find(service)
          .map(
              layout ->
                  problem(UnitInspection.look(session, layout, List.of()), service)
                      .or(() -> problem(probe.ask(session, layout))))
          .orElseGet(() -> Optional.of(service.label() + " is not installed"))
          .map(words -> "%s on %s".formatted(words, peer.name()));
    } catch (NodeFailure | OutcomeUnknown silent) {
      // A node that can't be asked may well be down, so it is not counted on.
      return Optional.of(
          "%s on %s can't be looked at: %s"
              .formatted(service.label(), peer.name(), silent.getMessage()));
    }
  }

  private static Optional<String> problem(UnitReport report, ServiceKind service) {
    if (report.units().isEmpty()) {
      return Optional.of(service.label() + " is not installed");
    }
    UnitState unit = report.units().getFirst();
    boolean standsBy = service.mayStandBy() && unit.stopped() && unit.held();
    return unit.running() || standsBy
        ? Optional.empty()
        : Optional.of("%s is %s".formatted(unit.name(), unit.active()));
  }

  private static Optional<String> problem(Health health) {
    return switch (health) {
      case Health.Healthy healthy -> Optional.empty();
      case Health.NotYet missing -> Optional.of(missing.reason());
      case Health.Broken broken -> Optional.of(broken.reason());
    };
  }
}
