package io.mooring.openstack.cinder;

import io.mooring.contracts.Action.RestartCinder;
import io.mooring.contracts.Action.RestartCinderBackup;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.BackendName;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.OpenstackAccess;
import io.mooring.contracts.RestartGate;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.NodeLayouts;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.unit.Restart;
import java.util.List;
import java.util.Optional;

/**
 * A worker of cinder that is to be restarted.
 *
 * @param kind which one
 * @param file cinder.conf, where the worker sees it
 * @param reads further files that it reads at its start
 * @param gate when it counts as healthy
 * @param peers the other nodes that run it
 * @param openstack how to authenticate to the block storage API
 * @param apiNode the node through which cinder-api is asked
 * @param api how it is reached
 * @param backend the back end that must be reported up; empty: the worker itself
 */
record Worker(
    ServiceKind kind,
    FilePath file,
    List<FilePath> reads,
    RestartGate gate,
    List<NodeAddress> peers,
    OpenstackAccess openstack,
    NodeAddress apiNode,
    ApiAccess api,
    Optional<BackendName> backend) {

  static Worker of(RestartCinder action) {
    return new Worker(
        ServiceKind.CINDER_VOLUME,
        action.file(),
        action.reads(),
        action.gate(),
        action.peers(),
        action.openstack(),
        action.apiNode(),
        action.api().orElseGet(() -> ApiAccess.usual(action.apiPort())),
        Optional.of(action.backend()));
  }

  static Worker of(RestartCinderBackup action) {
    return new Worker(
        ServiceKind.CINDER_BACKUP,
        action.file(),
        action.reads(),
        action.gate(),
        action.peers(),
        action.openstack(),
        action.apiNode(),
        action.api().orElseGet(() -> ApiAccess.usual(action.apiPort())),
        Optional.empty());
  }

  /** The restart on a node; a configuration that cinder-volume has too is not put back for it. */
  Restart restart(NodeLayouts node) {
    Restart restart = restart(node.of(kind));
    return node.find(ServiceKind.CINDER_VOLUME)
        .filter(volume -> kind != volume.service())
        .filter(volume -> volume.file(file).path().equals(restart.file()))
        .map(volume -> restart.sharedWith(volume.service()))
        .orElse(restart);
  }

  /** The restart of the worker alone. */
  Restart restart(Layout layout) {
    return Restart.of(layout, file, reads, gate, peers);
  }
}
