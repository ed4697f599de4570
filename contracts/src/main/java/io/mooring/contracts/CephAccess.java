package io.mooring.contracts;

/**
 * Where and how {@code ceph} runs with admin rights. Keys are read there and travel over SSH only.
 *
 * @param admin the Ceph admin node
 * @param cluster the cluster's name
 * @param run whether the commands are on the host or in cephadm's container
 */
public record CephAccess(NodeAddress admin, ClusterName cluster, Run run) {
  /** Where the {@code ceph} command is. */
  public enum Run {
    /** Installed on the host. */
    HOST,
    /** In the container that {@code cephadm shell} enters. */
    CEPHADM
  }
}
