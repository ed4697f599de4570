package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.Action.Role;
import io.mooring.contracts.Action.SecretOwner;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.OpenstackAccess;
import io.mooring.contracts.PoolName;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.document.IntegrationDocument.Node;
import java.util.List;
import java.util.Optional;

/** The actions on glance, cinder and nova; they are the same on every node but for its peers. */
final class ServiceActions {
  private final IntegrationDocument document;
  private final CephFiles files;
  private final NodeAddress apiNode;
  private final SecretIds secrets;

  ServiceActions(IntegrationDocument document, SecretIds secrets) {
    this.document = document;
    this.files = new CephFiles(document.ceph().cluster());
    this.apiNode = apiNode(document.cinder().apiNode());
    this.secrets = secrets;
  }

  /** Whether machines' own disks go to Ceph. */
  boolean ephemeral() {
    return document.nova().features().contains(Action.Feature.EPHEMERAL);
  }

  /** Who is to be asked for leave; nobody where there is no Keystone. */
  Optional<NodeAddress> asker() {
    return document.openstack().auth() == OpenstackAccess.Auth.KEYSTONE
        ? Optional.of(apiNode)
        : Optional.empty();
  }

  Action checkOpenstack() {
    return new Action.CheckOpenstack(
        document.openstack(),
        glance(document.glance().api()),
        cinderApi(),
        Optional.of(novaApi()).filter(api -> ephemeral()));
  }

  /** Whether images of other stores are copied into Ceph. */
  boolean copiesImages() {
    return document.glance().existingImages() == Action.ExistingImages.COPY;
  }

  /** What is to be copied from another store must not lose that store. */
  private Action.GlanceStores stores() {
    return copiesImages() ? Action.GlanceStores.MULTI : document.glance().stores();
  }

  Action copyImages(NodeAddress node, boolean last) {
    return new Action.CopyImages(
        document.glance().configFile(),
        images(),
        glanceClient(),
        files.conf(),
        document.glance().serviceUser(),
        cluster(),
        document.openstack(),
        ownGlance(node),
        document.glance().copyMebibytesPerSecond(),
        last);
  }

  Action checkImages(NodeAddress node) {
    IntegrationDocument.Glance glance = document.glance();
    return new Action.CheckImages(
        glance.configFile(),
        stores(),
        glance.existingImages(),
        images(),
        document.openstack(),
        glance.port(),
        Optional.of(ownGlance(node)));
  }

  Action.ConfigureGlance configureGlance() {
    IntegrationDocument.Glance glance = document.glance();
    return new Action.ConfigureGlance(
        glance.configFile(),
        stores(),
        glance.existingImages(),
        images(),
        glanceClient(),
        files.conf(),
        glance.chunkMebibytes(),
        glance.showImageDirectUrl(),
        document.nova().features());
  }

  Action restartGlance(NodeAddress node) {
    return new Action.RestartGlance(
        document.glance().configFile(),
        List.of(files.conf(), files.keyring(glanceClient())),
        document.restart(),
        document.glance().port(),
        peers(Role.IMAGE, node),
        Optional.of(ownGlance(node)),
        peers(Role.IMAGE, node).stream().map(this::ownGlance).toList());
  }

  Action testImage(NodeAddress node) {
    return new Action.TestImage(
        document.openstack(),
        document.glance().port(),
        images(),
        glanceClient(),
        document.glance().serviceUser(),
        cluster(),
        Optional.of(ownGlance(node)),
        pools().images().flatMap(pools()::dataOf));
  }

  Action.ConfigureCinder configureCinder() {
    IntegrationDocument.Cinder cinder = document.cinder();
    return new Action.ConfigureCinder(
        cinder.configFile(),
        cinder.backend(),
        cinder.keepBackends(),
        volumes(),
        cinderClient(),
        files.conf(),
        secrets.cinder());
  }

  Action restartCinder(NodeAddress node) {
    return new Action.RestartCinder(
        document.cinder().configFile(),
        List.of(files.conf(), files.keyring(cinderClient())),
        document.restart(),
        document.openstack(),
        apiNode,
        document.cinder().port(),
        document.cinder().backend(),
        peers(Role.VOLUME, node),
        Optional.of(cinderApi()));
  }

  Action testVolume(NodeAddress node) {
    List<NodeAddress> glances = document.nodesWith(Role.IMAGE).stream().map(Node::address).toList();
    Optional<NodeAddress> glance =
        glances.stream().filter(node::equals).findFirst().or(() -> glances.stream().findFirst());
    return new Action.TestVolume(
        document.openstack(),
        glance.filter(other -> !other.equals(node)),
        document.glance().port(),
        apiNode.equals(node) ? Optional.empty() : Optional.of(apiNode),
        document.cinder().port(),
        document.cinder().backend(),
        volumes(),
        glance.map(other -> images()),
        cinderClient(),
        document.cinder().serviceUser(),
        cluster(),
        glance.map(this::ownGlance),
        Optional.of(cinderApi()),
        pools().dataOf(pools().volumes()));
  }

  /** Where cinder-api is asked. */
  NodeAddress volumeApi() {
    return apiNode;
  }

  Optional<Action> createVolumeType() {
    IntegrationDocument.Cinder cinder = document.cinder();
    return cinder
        .volumeType()
        .map(
            name ->
                new Action.CreateVolumeType(
                    document.openstack(),
                    cinder.port(),
                    name,
                    cinder.backend(),
                    Optional.of(cinderApi())));
  }

  Action.ConfigureCinderBackup configureCinderBackup() {
    return new Action.ConfigureCinderBackup(
        document.cinder().configFile(), backups(), backupClient(), files.conf());
  }

  Action restartCinderBackup(NodeAddress node) {
    return new Action.RestartCinderBackup(
        document.cinder().configFile(),
        List.of(files.conf(), files.keyring(cinderClient()), files.keyring(backupClient())),
        document.restart(),
        document.openstack(),
        apiNode,
        document.cinder().port(),
        peers(Role.BACKUP, node),
        Optional.of(cinderApi()));
  }

  Action testBackup(NodeAddress node) {
    return new Action.TestBackup(
        document.openstack(),
        apiNode.equals(node) ? Optional.empty() : Optional.of(apiNode),
        document.cinder().port(),
        document.cinder().backend(),
        backups(),
        backupClient(),
        document.cinder().serviceUser(),
        cluster(),
        Optional.of(cinderApi()));
  }

  Action.ConfigureNova configureNova() {
    return new Action.ConfigureNova(
        document.nova().configFile(),
        document.ceph().pools().vms().orElseThrow().name(),
        novaClient(),
        files.conf(),
        secrets.nova(),
        document.ceph().users().nova().map(own -> SecretOwner.NOVA));
  }

  Action restartNova() {
    return new Action.RestartNova(
        document.nova().configFile(),
        List.of(files.conf(), files.keyring(novaClient())),
        document.restart(),
        document.openstack(),
        apiNode(document.nova().apiNode()),
        document.nova().port(),
        Optional.of(novaApi()));
  }

  Action configureDeployer(FilePath directory) {
    return new Action.ConfigureDeployer(
        directory,
        configureGlance(),
        configureCinder(),
        ephemeral() ? Optional.of(configureNova()) : Optional.empty(),
        document.ceph().pools().backups().map(pool -> configureCinderBackup()));
  }

  private ApiAccess ownGlance(NodeAddress node) {
    return document.nodes().stream()
        .filter(one -> one.address().equals(node))
        .findFirst()
        .map(one -> glance(one.api()))
        .orElseThrow();
  }

  private ApiAccess glance(IntegrationDocument.Api api) {
    return api.access(
        document.glance().port(), document.glance().configFile(), document.openstack());
  }

  private ApiAccess cinderApi() {
    IntegrationDocument.Cinder cinder = document.cinder();
    return cinder.api().access(cinder.port(), cinder.configFile(), document.openstack());
  }

  private ApiAccess novaApi() {
    IntegrationDocument.Nova nova = document.nova();
    return nova.api().access(nova.port(), nova.configFile(), document.openstack());
  }

  /** Beside glance rather than beside cinder-volume, which may be on storage nodes. */
  private NodeAddress apiNode(Optional<NodeName> named) {
    return named.stream()
        .flatMap(name -> document.nodes().stream().filter(node -> node.name().equals(name)))
        .findFirst()
        .or(() -> document.nodesWith(Role.CONTROLLER).stream().findFirst())
        .or(() -> document.nodesWith(Role.IMAGE).stream().findFirst())
        .orElseGet(() -> document.nodesWith(Role.VOLUME).getFirst())
        .address();
  }

  private List<NodeAddress> peers(Role role, NodeAddress node) {
    return document.nodesWith(role).stream()
        .map(Node::address)
        .filter(peer -> !peer.equals(node))
        .toList();
  }

  private ClusterName cluster() {
    return document.ceph().cluster();
  }

  private IntegrationDocument.Pools pools() {
    return document.ceph().pools();
  }

  private PoolName images() {
    return document.ceph().pools().images().orElseThrow().name();
  }

  private PoolName volumes() {
    return document.ceph().pools().volumes().name();
  }

  private PoolName backups() {
    return document.ceph().pools().backups().orElseThrow().name();
  }

  private ClientName backupClient() {
    return document.ceph().users().cinderBackup();
  }

  private ClientName glanceClient() {
    return document.ceph().users().glance();
  }

  private ClientName cinderClient() {
    return document.ceph().users().cinder();
  }

  private ClientName novaClient() {
    return document.ceph().users().nova().orElseGet(this::cinderClient);
  }
}
