package io.mooring.orchestrator.planner;

import io.mooring.contracts.ClientName;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.FilePath;

/**
 * Where librados looks for a cluster's files on a node.
 *
 * @param cluster the cluster
 */
record CephFiles(ClusterName cluster) {
  FilePath conf() {
    return new FilePath("/etc/ceph/" + cluster + ".conf");
  }

  FilePath keyring(ClientName client) {
    return new FilePath("/etc/ceph/" + cluster + ".client." + client + ".keyring");
  }
}
