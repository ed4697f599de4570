package io.mooring.participant.run;

import io.mooring.node.NodeAccessSettings;
import io.mooring.node.Nodes;
import io.mooring.node.SshNodes;
import io.mooring.node.ceph.CephAdmin;
import io.mooring.node.ceph.SshCephAdmin;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * The way to the nodes: one for all participants of the process, so that connections are shared.
 */
final class NodeBeans {

  @Produces
  @Singleton
  Nodes nodes(NodeSettings settings, CrashPoints crashPoints) {
    return new SshNodes(
        NodeAccessSettings.of(settings.credentialsDirectory(), settings.knownHosts()),
        () -> crashPoints.reach(CrashPoint.AFTER_CHANGE));
  }

  void close(@Disposes Nodes nodes) {
    if (nodes instanceof SshNodes connected) {
      connected.close();
    }
  }

  @Produces
  @Singleton
  CephAdmin cephAdmin(Nodes nodes) {
    return new SshCephAdmin(nodes);
  }
}
