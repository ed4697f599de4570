package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.Action.Role;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.document.IntegrationDocument.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Turns the wanted state into the graph of steps that leads there. Stateless. */
public final class Planner {

  /**
   * Plans an integration.
   *
   * @param document the wanted state
   * @param secret UUID of the libvirt secret that was made for this integration; what the document
   *     itself says goes first
   */
  public StepGraph plan(IntegrationDocument document, UUID secret) {
    UUID wantedSecret = document.libvirt().secretUuid().orElse(secret);
    GraphBuilder graph = new GraphBuilder(document.retry());
    Map<NodeName, StepName> checks = checkNodes(document, graph);
    CephAccess access = access(document);
    ClusterSteps.Done cluster =
        new ClusterSteps(document.ceph(), access, graph)
            .plan(Optional.ofNullable(checks.get(access.admin().name())));

    ClientSteps clients = new ClientSteps(document, access, cluster, graph);
    List<ServiceSteps.Controller> controllers = new ArrayList<>();
    List<StepName> secrets = new ArrayList<>();
    for (Node node : clientNodes(document)) {
      ClientSteps.Done done = clients.plan(node, checks.get(node.name()), wantedSecret);
      done.secret().ifPresent(secrets::add);
      if (node.roles().contains(Role.CONTROLLER)) {
        controllers.add(
            new ServiceSteps.Controller(
                node.address(),
                checks.get(node.name()),
                done.glance().orElseThrow(),
                done.cinder().orElseThrow()));
      }
    }
    ServiceActions actions = new ServiceActions(document, cinderApi(document), wantedSecret);
    new ServiceSteps(actions, graph).plan(controllers, secrets);
    return graph.build();
  }

  private static Map<NodeName, StepName> checkNodes(
      IntegrationDocument document, GraphBuilder graph) {
    Map<NodeName, StepName> checks = new LinkedHashMap<>();
    for (Node node : document.nodes()) {
      if (!node.roles().isEmpty() && !isOneOfSeveralAdmins(document, node)) {
        Action check =
            new Action.CheckNode(
                node.roles(),
                document.checks().minimumFreeMebibytes(),
                document.checks().maximumClockSkew());
        checks.put(node.name(), graph.add(node.address(), check));
      }
    }
    return checks;
  }

  /**
   * Whichever of several admin nodes is down must not hold anything up; check-cluster finds out
   * which of them answers.
   */
  private static boolean isOneOfSeveralAdmins(IntegrationDocument document, Node node) {
    return node.roles().equals(Set.of(Role.CEPH_ADMIN))
        && document.nodesWith(Role.CEPH_ADMIN).size() > 1;
  }

  private static CephAccess access(IntegrationDocument document) {
    List<NodeAddress> admins =
        document.nodesWith(Role.CEPH_ADMIN).stream().map(Node::address).toList();
    return new CephAccess(
        admins.getFirst(),
        document.ceph().adminCluster(),
        document.ceph().run(),
        admins.subList(1, admins.size()));
  }

  private static List<Node> clientNodes(IntegrationDocument document) {
    return document.nodes().stream()
        .filter(
            node -> node.roles().contains(Role.CONTROLLER) || node.roles().contains(Role.COMPUTE))
        .toList();
  }

  private static NodeAddress cinderApi(IntegrationDocument document) {
    return document.cinder().apiNode().stream()
        .flatMap(name -> document.nodes().stream().filter(node -> node.name().equals(name)))
        .findFirst()
        .orElseGet(() -> document.nodesWith(Role.CONTROLLER).getFirst())
        .address();
  }
}
