package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.Action.Role;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.PoolName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.document.IntegrationDocument.Node;
import io.mooring.orchestrator.document.Unreachable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns the wanted state into the graphs of steps that sagas of each kind have. Stateless. */
public final class Planner {
  /** Checks know nothing of it. */
  private static final UUID NO_SECRET = new UUID(0, 0);

  /** Says what stands in the way, and nothing else. */
  public StepGraph check(IntegrationDocument document) {
    Past nothing = Past.none(NO_SECRET);
    return new LookGraph(runbook(document, nothing.secret()), nothing).check();
  }

  /** Says what would change. */
  public StepGraph plan(IntegrationDocument document, Past past) {
    return new LookGraph(runbook(document, past.secret()), past).plan();
  }

  /** Brings the nodes to the wanted state. */
  public StepGraph apply(IntegrationDocument document, Past past) {
    return new LookGraph(runbook(document, past.secret()), past).apply();
  }

  /** Says what has drifted, and proves everything. */
  public StepGraph verify(IntegrationDocument document, Past past) {
    return new LookGraph(runbook(document, past.secret()), past).verify();
  }

  /**
   * Takes back what a saga changed.
   *
   * @param done the saga's graph
   * @param touched which of its steps changed something, or may have
   * @param saga the saga
   */
  public StepGraph rollback(StepGraph done, Predicate<StepName> touched, UUID saga) {
    return new Reversal(done, touched, Optional.of(saga)).graph();
  }

  /**
   * Cleans nodes of what was placed there.
   *
   * @param done the graph of a saga that placed something there
   * @param gone the nodes
   */
  public StepGraph prune(StepGraph done, Set<NodeName> gone) {
    return new Reversal(done, step -> gone.contains(step.node()), Optional.empty()).graph();
  }

  /**
   * Removes the integration: every node and the cluster go back to what was before it.
   *
   * @param confirmed the pools whose names a person typed: they are deleted, the others stay
   */
  public StepGraph remove(IntegrationDocument document, Past past, Set<PoolName> confirmed) {
    return new Removal(runbook(document, past.secret()), confirmed).graph();
  }

  /** Every step of an integration, with the edges of the runbook. */
  public StepGraph runbook(IntegrationDocument document, UUID knownSecret) {
    SecretIds secrets = SecretIds.of(document, knownSecret);
    GraphBuilder graph = graph(document);
    Map<NodeName, StepName> checks = checkNodes(document, graph);
    CephAccess access = access(document);
    ClusterSteps.Done cluster =
        new ClusterSteps(document, access, graph)
            .plan(Optional.ofNullable(checks.get(access.admin().name())));

    ClientSteps clients = new ClientSteps(document, access, cluster, graph);
    List<ServiceSteps.Host> images = new ArrayList<>();
    List<ServiceSteps.Host> volumes = new ArrayList<>();
    List<ServiceSteps.Host> backups = new ArrayList<>();
    List<ServiceSteps.Compute> computes = new ArrayList<>();
    for (Node node : clientNodes(document)) {
      StepName check = checks.get(node.name());
      ClientSteps.Done done = clients.plan(node, check, secrets);
      done.glance()
          .map(proof -> new ServiceSteps.Host(node.address(), check, List.of(proof)))
          .ifPresent(images::add);
      done.cinder()
          .map(proof -> new ServiceSteps.Host(node.address(), check, List.of(proof)))
          .ifPresent(volumes::add);
      done.compute().ifPresent(computes::add);
      if (!done.backup().isEmpty()) {
        backups.add(new ServiceSteps.Host(node.address(), check, done.backup()));
      }
    }
    ServiceActions actions = new ServiceActions(document, secrets);
    Optional<StepName> told =
        document.nodesWith(Role.DEPLOYER).stream()
            .findFirst()
            .map(
                node ->
                    new DeployerSteps(document, access, cluster, graph)
                        .plan(
                            node.address(),
                            checks.get(node.name()),
                            computes.stream()
                                .limit(1)
                                .flatMap(ServiceSteps.Compute::secrets)
                                .toList(),
                            actions));
    new ServiceSteps(actions, graph, told).plan(images, volumes, backups, computes);
    return graph.build();
  }

  /** Only a node that is nothing but a compute is parked: the others are needed by all. */
  private static GraphBuilder graph(IntegrationDocument document) {
    Unreachable wanted = document.life().unreachable();
    Set<NodeName> parked =
        wanted == Unreachable.PARK
            ? document.nodes().stream()
                .filter(node -> node.roles().equals(Set.of(Role.COMPUTE)))
                .map(Node::name)
                .collect(Collectors.toSet())
            : Set.of();
    return new GraphBuilder(
        document.retry(), wanted == Unreachable.PARK ? Unreachable.WAIT : wanted, parked);
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
            node ->
                Stream.of(Role.IMAGE, Role.VOLUME, Role.BACKUP, Role.COMPUTE).anyMatch(node::has))
        .toList();
  }
}
