package io.mooring.orchestrator.planner;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action;
import io.mooring.contracts.Action.Role;
import io.mooring.contracts.Action.SecretOwner;
import io.mooring.contracts.Action.WantedPool;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.PoolName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.document.IntegrationDocument.Node;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Steps 3 and 6 to 9: what makes one node a client of the cluster. */
final class ClientSteps {
  private final IntegrationDocument document;
  private final CephAccess access;
  private final CephFiles files;
  private final ClusterSteps.Done cluster;
  private final GraphBuilder graph;
  private final Map<SecretOwner, StepName> deciding = new EnumMap<>(SecretOwner.class);

  /**
   * What later steps wait for.
   *
   * @param glance glance can open its pool here; where it runs only
   * @param cinder cinder can open its pools here; where it runs only
   * @param backup cinder-backup can open its pool and cinder's here; where it runs only
   * @param compute nova and QEMU can open theirs here; on computes only
   */
  record Done(
      Optional<StepName> glance,
      Optional<StepName> cinder,
      List<StepName> backup,
      Optional<ServiceSteps.Compute> compute) {}

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

  Done plan(Node node, StepName checkNode, SecretIds secrets) {
    StepName install = install(node, checkNode);
    List<StepName> conf = placeConf(node, install);
    // Glance first: the rolling restarts begin with it.
    Optional<StepName> glance =
        node.has(Role.IMAGE)
            ? Optional.of(proveGlance(node.address(), install, conf))
            : Optional.empty();
    Optional<StepName> keyring =
        runsCinder(node) || node.has(Role.COMPUTE)
            ? Optional.of(placeCinderKeyring(node, install))
            : Optional.empty();
    Optional<StepName> cinder =
        keyring
            .filter(placed -> runsCinder(node))
            .map(placed -> proveAsCinder(node.address(), placed, conf));
    // It reads volumes as cinder's user, and writes backups as its own.
    List<StepName> backup =
        node.has(Role.BACKUP)
            ? List.of(cinder.orElseThrow(), proveBackup(node.address(), install, conf))
            : List.of();
    Optional<ServiceSteps.Compute> compute =
        keyring
            .filter(placed -> node.has(Role.COMPUTE))
            .map(placed -> compute(node, checkNode, secrets, new Prepared(install, conf, placed)));
    return new Done(glance, cinder.filter(proof -> node.has(Role.VOLUME)), backup, compute);
  }

  private static boolean runsCinder(Node node) {
    return node.has(Role.VOLUME) || node.has(Role.BACKUP);
  }

  /** What a node has before its services can open pools: software, configuration, cinder's key. */
  private record Prepared(StepName install, List<StepName> conf, StepName keyring) {}

  private ServiceSteps.Compute compute(
      Node node, StepName checkNode, SecretIds secrets, Prepared prepared) {
    StepName secret = volumesSecret(node.address(), checkNode, secrets.cinder());
    Optional<ClientName> own = document.ceph().users().nova();
    if (own.isEmpty()) {
      StepName proof = proveAsNova(node, prepared.keyring(), prepared.conf());
      return new ServiceSteps.Compute(node.address(), secret, secret, proof);
    }
    // Volumes are opened here by cinder's key as before.
    if (!runsCinder(node)) {
      proveAsNova(node, prepared.keyring(), prepared.conf());
    }
    AccountName account = document.libvirt().serviceUser();
    StepName keyring =
        placeKeyring(
            node.address(),
            own.get(),
            new AccountName("root"),
            account,
            List.of(prepared.install(), cluster.nova()));
    StepName proof =
        prove(
            own.get().value(),
            node.address(),
            open(own.get(), pools(wanted().vms(), wanted().images()), account),
            keyring,
            prepared.conf());
    StepName disks = novasSecret(node.address(), checkNode, own.get(), secrets.nova());
    return new ServiceSteps.Compute(node.address(), secret, disks, proof);
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
    // Only where the data of images goes must be said there as well.
    List<Action.DataPool> dataPools = document.ceph().dataPools();
    if (node.has(Role.CEPH_ADMIN)
        && document.ceph().cluster().equals(access.cluster())
        && dataPools.isEmpty()) {
      return List.of();
    }
    StepName conf =
        graph.add(
            node.address(),
            new Action.PlaceConf(access, files.conf(), Optional.empty(), dataPools));
    graph.edge(install, conf);
    // One incident of an unfit cluster instead of one for each node.
    graph.edge(cluster.check(), conf);
    return List.of(conf);
  }

  /** Nova needs it as its own; with a user of its own, to prove that volumes can be opened. */
  private boolean readsCindersKey(Node node) {
    return document.ceph().users().nova().isEmpty() || !runsCinder(node);
  }

  /** On a node which is both, cinder owns the keyring and nova reads it by the group. */
  private StepName placeCinderKeyring(Node node, StepName install) {
    AccountName cinder = document.cinder().serviceUser();
    AccountName nova = document.libvirt().serviceUser();
    return placeKeyring(
        node.address(),
        cinder(),
        runsCinder(node) ? cinder : new AccountName("root"),
        node.has(Role.COMPUTE) && readsCindersKey(node) ? nova : cinder,
        List.of(install, cluster.cinder()));
  }

  private StepName placeKeyring(
      NodeAddress node,
      ClientName client,
      AccountName owner,
      AccountName group,
      List<StepName> after) {
    Action action = new Action.PlaceKeyring(access, client, files.keyring(client), owner, group);
    return place(node, client, action, after);
  }

  private StepName place(NodeAddress node, ClientName client, Action action, List<StepName> after) {
    StepName keyring = graph.add(client.value(), node, action);
    after.forEach(step -> graph.edge(step, keyring));
    return keyring;
  }

  private StepName proveBackup(NodeAddress node, StepName install, List<StepName> conf) {
    IntegrationDocument.Ceph ceph = document.ceph();
    ClientName client = ceph.users().cinderBackup();
    AccountName user = document.cinder().serviceUser();
    Optional<Role> reader = Optional.of(Role.BACKUP);
    Action placing =
        new Action.PlaceKeyring(
            access, client, files.keyring(client), user, user, Optional.empty(), reader);
    StepName keyring =
        place(node, client, placing, List.of(install, cluster.cinderBackup().orElseThrow()));
    List<PoolName> pools =
        ceph.pools().withData(List.of(ceph.pools().backups().orElseThrow().name()));
    Action proving = new Action.ProveAccess(ceph.cluster(), client, pools, user, reader);
    return prove(client.value(), node, proving, keyring, conf);
  }

  private StepName proveGlance(NodeAddress node, StepName install, List<StepName> conf) {
    ClientName client = document.ceph().users().glance();
    AccountName user = document.glance().serviceUser();
    StepName keyring =
        placeKeyring(node, client, user, user, List.of(install, cluster.glance().orElseThrow()));
    Action opening = open(client, pools(wanted().images()), user);
    return prove(client.value(), node, opening, keyring, conf);
  }

  private StepName proveAsCinder(NodeAddress node, StepName keyring, List<StepName> conf) {
    Action action = openEveryPool(document.cinder().serviceUser());
    return prove(cinder().value(), node, action, keyring, conf);
  }

  private StepName proveAsNova(Node node, StepName keyring, List<StepName> conf) {
    AccountName nova = document.libvirt().serviceUser();
    String object = runsCinder(node) ? cinder() + "." + nova : cinder().value();
    return prove(object, node.address(), openEveryPool(nova), keyring, conf);
  }

  /** With cinder's user; machines' own disks are none of its business where nova has its own. */
  private Action openEveryPool(AccountName user) {
    List<PoolName> opened =
        document.ceph().users().nova().isPresent()
            ? pools(Optional.of(wanted().volumes()), wanted().images())
            : pools(Optional.of(wanted().volumes()), wanted().vms(), wanted().images());
    return open(cinder(), opened, user);
  }

  private Action open(ClientName client, List<PoolName> pools, AccountName user) {
    List<PoolName> opened = document.ceph().pools().withData(pools);
    return new Action.ProveAccess(document.ceph().cluster(), client, opened, user);
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
  private StepName volumesSecret(NodeAddress node, StepName checkNode, UUID secret) {
    IntegrationDocument.Libvirt libvirt = document.libvirt();
    boolean decides = libvirt.secretUuid().isEmpty() && !deciding.containsKey(SecretOwner.CINDER);
    Action.DefineSecret action =
        new Action.DefineSecret(
            access,
            cinder(),
            secret,
            libvirt.secretUsage(),
            decides ? Optional.of(adoption()) : Optional.empty(),
            libvirt
                .novaSecretUsage()
                .map(other -> new Action.SecretPair(SecretOwner.CINDER, other, false)));
    StepName defined = graph.add(node, action);
    return defined(action, List.of(checkNode, cluster.cinder()), defined);
  }

  private StepName novasSecret(
      NodeAddress node, StepName checkNode, ClientName client, UUID secret) {
    IntegrationDocument.Libvirt libvirt = document.libvirt();
    boolean decides = libvirt.novaSecretUuid().isEmpty() && !deciding.containsKey(SecretOwner.NOVA);
    Action.DefineSecret action =
        new Action.DefineSecret(
            access,
            client,
            secret,
            libvirt.novaSecretUsage().orElseThrow(),
            Optional.empty(),
            Optional.of(new Action.SecretPair(SecretOwner.NOVA, libvirt.secretUsage(), decides)));
    StepName defined = graph.add(client.value(), node, action);
    return defined(action, List.of(checkNode, cluster.nova()), defined);
  }

  private StepName defined(Action.DefineSecret action, List<StepName> after, StepName defined) {
    after.forEach(step -> graph.edge(step, defined));
    Optional.ofNullable(deciding.get(action.owner())).ifPresent(step -> graph.edge(step, defined));
    if (action.decides()) {
      deciding.put(action.owner(), defined);
    }
    return defined;
  }

  private Action.SecretAdoption adoption() {
    return new Action.SecretAdoption(
        document.nodesWith(Role.VOLUME).getFirst().address(),
        document.cinder().configFile(),
        document.cinder().backend());
  }

  private IntegrationDocument.Pools wanted() {
    return document.ceph().pools();
  }

  @SafeVarargs
  private static List<PoolName> pools(Optional<WantedPool>... pools) {
    return Stream.of(pools).flatMap(Optional::stream).map(WantedPool::name).toList();
  }

  private ClientName cinder() {
    return document.ceph().users().cinder();
  }
}
