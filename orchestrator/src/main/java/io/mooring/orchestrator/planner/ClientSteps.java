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
  private Optional<StepName> deciding = Optional.empty();

  /**
   * What later steps wait for.
   *
   * @param glance glance can open its pool here; where it runs only
   * @param cinder cinder can open its pools here; where it runs only
   * @param nova nova can open its pools here; on computes only
   * @param secret libvirt has the secret; on computes only
   */
  record Done(
      Optional<StepName> glance,
      Optional<StepName> cinder,
      Optional<StepName> nova,
      Optional<StepName> secret) {}

  ClientSteps(
      IntegrationDocument document,
      CephAccess access,
      ClusterSteps.Done cluster,
      GraphBuilder graph) {
    this.document = document;
    this.access = access;
    this.files = new CephFiles(document.ceph().cluster());
    this.cluster = cluster;
    this.graph = graph;
  }

  Done plan(Node node, StepName checkNode, UUID secret) {
    StepName install = install(node, checkNode);
    List<StepName> conf = placeConf(node, install);
    // Glance first: the rolling restarts begin with it.
    Optional<StepName> glance =
        node.has(Role.IMAGE)
            ? Optional.of(proveGlance(node.address(), install, conf))
            : Optional.empty();
    Optional<StepName> keyring =
        node.has(Role.VOLUME) || node.has(Role.COMPUTE)
            ? Optional.of(placeCinderKeyring(node, install))
            : Optional.empty();
    Optional<StepName> cinder =
        keyring
            .filter(placed -> node.has(Role.VOLUME))
            .map(placed -> proveAsCinder(node.address(), placed, conf));
    Optional<StepName> compute = keyring.filter(placed -> node.has(Role.COMPUTE));
    Optional<StepName> nova = compute.map(placed -> proveAsNova(node, placed, conf));
    Optional<StepName> defined =
        compute.map(placed -> defineSecret(node.address(), checkNode, secret));
    return new Done(glance, cinder, nova, defined);
  }

  private StepName install(Node node, StepName checkNode) {
    IntegrationDocument.Client client = document.ceph().client();
    StepName install =
        graph.add(
            node.address(),
            new Action.InstallClient(
                node.roles(), client.method(), client.release(), document.nova().features()));
    graph.edge(checkNode, install);
    return install;
  }

  private List<StepName> placeConf(Node node, StepName install) {
    // The Ceph admin node keeps the configuration that it has: its daemons may read more of it.
    if (node.has(Role.CEPH_ADMIN) && document.ceph().cluster().equals(access.cluster())) {
      return List.of();
    }
    StepName conf = graph.add(node.address(), new Action.PlaceConf(access, files.conf()));
    graph.edge(install, conf);
    // One incident of an unfit cluster instead of one for each node.
    graph.edge(cluster.check(), conf);
    return List.of(conf);
  }

  /** On a node which is both, cinder owns the keyring and nova reads it by the group. */
  private StepName placeCinderKeyring(Node node, StepName install) {
    AccountName cinder = document.cinder().serviceUser();
    AccountName nova = document.libvirt().serviceUser();
    return placeKeyring(
        node.address(),
        cinder(),
        node.has(Role.VOLUME) ? cinder : new AccountName("root"),
        node.has(Role.COMPUTE) ? nova : cinder,
        List.of(install, cluster.cinder()));
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
    Action action = new Action.ProveAccess(document.ceph().cluster(), client, pools, user);
    return prove(client.value(), node, action, keyring, conf);
  }

  private StepName proveAsCinder(NodeAddress node, StepName keyring, List<StepName> conf) {
    Action action = openEveryPool(document.cinder().serviceUser());
    return prove(cinder().value(), node, action, keyring, conf);
  }

  private StepName proveAsNova(Node node, StepName keyring, List<StepName> conf) {
    AccountName nova = document.libvirt().serviceUser();
    String object = node.has(Role.VOLUME) ? cinder() + "." + nova : cinder().value();
    return prove(object, node.address(), openEveryPool(nova), keyring, conf);
  }

  private Action openEveryPool(AccountName user) {
    IntegrationDocument.Pools pools = document.ceph().pools();
    List<PoolName> opened =
        List.of(pools.volumes().name(), pools.vms().name(), pools.images().name());
    return new Action.ProveAccess(document.ceph().cluster(), cinder(), opened, user);
  }

  private StepName prove(
      String object, NodeAddress node, Action action, StepName keyring, List<StepName> conf) {
    StepName proof = graph.add(object, node, action);
    graph.edge(keyring, proof);
    conf.forEach(step -> graph.edge(step, proof));
    return proof;
  }

  /**
   * The first compute decides which UUID it is, unless the document does, so that the others and
   * cinder have the same.
   */
  private StepName defineSecret(NodeAddress node, StepName checkNode, UUID secret) {
    IntegrationDocument.Libvirt libvirt = document.libvirt();
    boolean decides = libvirt.secretUuid().isEmpty() && deciding.isEmpty();
    Action action =
        new Action.DefineSecret(
            access,
            cinder(),
            secret,
            libvirt.secretUsage(),
            decides ? Optional.of(adoption()) : Optional.empty());
    StepName defined = graph.add(node, action);
    graph.edge(checkNode, defined);
    graph.edge(cluster.cinder(), defined);
    deciding.ifPresent(step -> graph.edge(step, defined));
    if (decides) {
      deciding = Optional.of(defined);
    }
    return defined;
  }

  private Action.SecretAdoption adoption() {
    return new Action.SecretAdoption(
        document.nodesWith(Role.VOLUME).getFirst().address(),
        document.cinder().configFile(),
        document.cinder().backend());
  }

  private ClientName cinder() {
    return document.ceph().users().cinder();
  }
}
