package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where and how {@code ceph} runs with admin rights. Keys are read there and travel over SSH only.
 *
 * @param admin the Ceph admin node that is asked first
 * @param cluster the cluster's name on the admin nodes, which says nothing of its name elsewhere
 * @param run whether the commands are on the host or in cephadm's container
 * @param others further admin nodes, which are asked in turn when one does not answer
 */
public record CephAccess(
    NodeAddress admin,
    ClusterName cluster,
    Run run,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NodeAddress> others) {
  /** Where the {@code ceph} command is. */
  public enum Run {
    /** Installed on the host. */
    HOST,
    /** In the container that {@code cephadm shell} enters. */
    CEPHADM
  }

  /** All admin nodes in the order in which they are asked. */
  public List<NodeAddress> admins() {
    return Stream.concat(Stream.of(admin), others.stream()).toList();
  }
}
