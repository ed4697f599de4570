package io.mooring.orchestrator.saga;

import io.mooring.contracts.Action.Role;
import io.mooring.contracts.NodeAddress;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.planner.PlannedStep;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What sagas of two integrations may not work on at the same time, by names that both use. */
public final class Resources {
  private static final String FSID = "ceph.fsid";

  private Resources() {}

  /**
   * What a saga has to have before it begins: every node that it goes to, and the cluster. In the
   * order in which it is taken.
   *
   * @param known what earlier sagas of the integration found out
   */
  public static SortedSet<String> of(
      SagaKind kind,
      Collection<PlannedStep> steps,
      IntegrationDocument document,
      Map<String, String> known) {
    SortedSet<String> resources = new TreeSet<>();
    if (!kind.onlyLooks()) {
      steps.forEach(step -> resources.add("node:" + place(step.node())));
      document.nodesWith(Role.CEPH_ADMIN).stream()
          .map(IntegrationDocument.Node::address)
          .forEach(admin -> resources.add("node:" + place(admin)));
      resources.add("cluster:" + cluster(document, known));
    }
    return resources;
  }

  /** A private address behind a jump host is not that address elsewhere. */
  private static String place(NodeAddress node) {
    String own = node.host().toLowerCase(Locale.ROOT) + ":" + node.port();
    return node.via() == null ? own : own + " by way of " + place(node.via());
  }

  /** Until a cluster has told its identity it is known by those who administer it. */
  private static String cluster(IntegrationDocument document, Map<String, String> known) {
    String admins =
        document.nodesWith(Role.CEPH_ADMIN).stream()
            .map(IntegrationDocument.Node::address)
            .sorted(Comparator.comparing(NodeAddress::host))
            .map(Resources::place)
            .collect(Collectors.joining(", "));
    return known.getOrDefault(FSID, document.ceph().adminCluster() + " of " + admins);
  }
}
