package io.mooring.orchestrator.planner;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action;
import io.mooring.contracts.Action.Role;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.PoolName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.document.IntegrationDocument.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Steps 3 and 6 to 9: what makes one node a client of the cluster. */
final class ClientSteps {
  private final IntegrationDocument document;
  private final CephAccess access;
  private final CephFiles files;
  private final ClusterSteps.Done cluster;
  private final GraphBuilder graph;

  /**
   * What later steps wait for.
   *
   * @param glance glance can open its pool here; on controllers only
   * @param cinder cinder can open its pools here; on controllers only
   * @param secret libvirt has the secret; on computes only
   */
  record Done(Optional<StepName> glance, Optional<StepName> cinder, Optional<StepName> secret) {}

  ClientSteps(
      IntegrationDocument document,
      CephAccess access,
      ClusterSteps.Done cluster,
      GraphBuilder graph) {
    this.document = document;
    this.access = access;
    this.files = new CephFiles(access.cluster());
    this.cluster = cluster;
    this.graph = graph;
  }

  Done plan(Node node, StepName checkNode, UUID secret) {
    boolean controller = node.roles().contains(Role.CONTROLLER);
    boolean compute = node.roles().contains(Role.COMPUTE);
    StepName install = install(node, checkNode);
    List<StepName> conf = new ArrayList<>();
    // The Ceph admin node keeps the configuration that it has: its daemons may read more of it.
    if (!node.roles().contains(Role.CEPH_ADMIN)) {
      conf.add(placeConf(node.address(), install));
    }
    StepName cinderKeyring =
        placeKeyring(
            node.address(),
            cinder(),
            controller ? document.cinder().serviceUser() : new AccountName("root"),
            compute ? document.libvirt().serviceUser() : document.cinder().serviceUser(),
            List.of(install, cluster.cinder()));
    Optional<StepName> glanceProof = Optional.empty();
    Optional<StepName> cinderProof = Optional.empty();
    Optional<StepName> defined = Optional.empty();
    if (controller) {
      glanceProof = Optional.of(proveGlance(node.address(), install, conf));
      cinderProof =
          Optional.of(
              proveCinder(
                  cinder().value(),
                  node.address(),
                  document.cinder().serviceUser(),
                  cinderKeyring,
                  conf));
    }
    if (compute) {
      AccountName nova = document.libvirt().serviceUser();
      String object = controller ? cinder() + "." + nova : cinder().value();
      proveCinder(object, node.address(), nova, cinderKeyring, conf);
      defined = Optional.of(defineSecret(node.address(), checkNode, secret));
    }
    return new Done(glanceProof, cinderProof, defined);
  }

  private StepName install(Node node, StepName checkNode) {
    IntegrationDocument.Client client = document.ceph().client();
    StepName install =
        graph.add(
            node.address(),
            new Action.InstallClient(node.roles(), client.method(), client.release()));
    graph.edge(checkNode, install);
    return install;
  }

  private StepName placeConf(NodeAddress node, StepName install) {
    StepName conf = graph.add(node, new Action.PlaceConf(access, files.conf()));
    graph.edge(install, conf);
    // One incident of an unfit cluster instead of one for each node.
    graph.edge(cluster.check(), conf);
    return conf;
  }

  private StepName placeKeyring(
      NodeAddress node,
      ClientName client,
      AccountName owner,
      AccountName group,
      List<StepName> after) {
    Action action = new Action.PlaceKeyring(access, client, files.keyring(client), owner, group);
    StepName keyring = graph.add(client.value(), node, action);
    after.forEach(step -> graph.edge(step, keyring));
    return keyring;
  }

  private StepName proveGlance(NodeAddress node, StepName install, List<StepName> conf) {
    ClientName client = document.ceph().users().glance();
    AccountName user = document.glance().serviceUser();
    StepName keyring = placeKeyring(node, client, user, user, List.of(install, cluster.glance()));
    List<PoolName> pools = List.of(document.ceph().pools().images().name());
    Action action = new Action.ProveAccess(access.cluster(), client, pools, user);
    return prove(client.value(), node, action, keyring, conf);
  }

  private StepName proveCinder(
      String object, NodeAddress node, AccountName user, StepName keyring, List<StepName> conf) {
    IntegrationDocument.Pools pools = document.ceph().pools();
    List<PoolName> opened =
        List.of(pools.volumes().name(), pools.vms().name(), pools.images().name());
    Action action = new Action.ProveAccess(access.cluster(), cinder(), opened, user);
    return prove(object, node, action, keyring, conf);
  }

  private StepName prove(
      String object, NodeAddress node, Action action, StepName keyring, List<StepName> conf) {
    StepName proof = graph.add(object, node, action);
    graph.edge(keyring, proof);
    conf.forEach(step -> graph.edge(step, proof));
    return proof;
  }

  private StepName defineSecret(NodeAddress node, StepName checkNode, UUID secret) {
    Action action =
        new Action.DefineSecret(access, cinder(), secret, document.libvirt().secretUsage());
    StepName defined = graph.add(node, action);
    graph.edge(checkNode, defined);
    graph.edge(cluster.cinder(), defined);
    return defined;
  }

  private ClientName cinder() {
    return document.ceph().users().cinder();
  }
}
