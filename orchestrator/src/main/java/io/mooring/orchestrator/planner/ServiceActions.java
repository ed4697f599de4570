package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.PoolName;
import io.mooring.orchestrator.document.IntegrationDocument;
import java.util.List;
import java.util.UUID;

/** The actions on glance and cinder; they are the same on every controller but for its peers. */
final class ServiceActions {
  private final IntegrationDocument document;
  private final CephFiles files;
  private final NodeAddress apiNode;
  private final UUID secret;

  ServiceActions(IntegrationDocument document, NodeAddress apiNode, UUID secret) {
    this.document = document;
    this.files = new CephFiles(document.ceph().cluster());
    this.apiNode = apiNode;
    this.secret = secret;
  }

  Action checkImages() {
    IntegrationDocument.Glance glance = document.glance();
    return new Action.CheckImages(
        glance.configFile(),
        glance.stores(),
        glance.existingImages(),
        images(),
        document.openstack(),
        glance.port());
  }

  Action configureGlance() {
    IntegrationDocument.Glance glance = document.glance();
    return new Action.ConfigureGlance(
        glance.configFile(),
        glance.stores(),
        glance.existingImages(),
        images(),
        glanceClient(),
        files.conf(),
        glance.chunkMebibytes(),
        glance.showImageDirectUrl());
  }

  Action restartGlance(NodeAddress controller) {
    return new Action.RestartGlance(
        document.glance().configFile(),
        List.of(files.conf(), files.keyring(glanceClient())),
        document.restart(),
        document.glance().port(),
        peers(controller));
  }

  Action testImage() {
    return new Action.TestImage(
        document.openstack(),
        document.glance().port(),
        images(),
        glanceClient(),
        document.glance().serviceUser(),
        cluster());
  }

  Action configureCinder() {
    IntegrationDocument.Cinder cinder = document.cinder();
    return new Action.ConfigureCinder(
        cinder.configFile(),
        cinder.backend(),
        cinder.keepBackends(),
        volumes(),
        cinderClient(),
        files.conf(),
        secret);
  }

  Action restartCinder(NodeAddress controller) {
    return new Action.RestartCinder(
        document.cinder().configFile(),
        List.of(files.conf(), files.keyring(cinderClient())),
        document.restart(),
        document.openstack(),
        apiNode,
        document.cinder().port(),
        document.cinder().backend(),
        peers(controller));
  }

  Action testVolume() {
    return new Action.TestVolume(
        document.openstack(),
        document.glance().port(),
        document.cinder().port(),
        document.cinder().backend(),
        volumes(),
        images(),
        cinderClient(),
        document.cinder().serviceUser(),
        cluster());
  }

  private List<NodeAddress> peers(NodeAddress controller) {
    return document.nodesWith(Action.Role.CONTROLLER).stream()
        .map(IntegrationDocument.Node::address)
        .filter(peer -> !peer.equals(controller))
        .toList();
  }

  private ClusterName cluster() {
    return document.ceph().cluster();
  }

  private PoolName images() {
    return document.ceph().pools().images().name();
  }

  private PoolName volumes() {
    return document.ceph().pools().volumes().name();
  }

  private ClientName glanceClient() {
    return document.ceph().users().glance();
  }

  private ClientName cinderClient() {
    return document.ceph().users().cinder();
  }
}
