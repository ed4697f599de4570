package io.mooring.openstack.nova;

import io.mooring.contracts.NodeName;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.participant.step.Decisions;
import java.util.List;
import java.util.UUID;

/**
 * What is on a compute.
 *
 * @param node the compute
 * @param file nova.conf
 * @param secret UUID of the secret that libvirt holds and cinder names
 * @param machines those with disks on the compute itself
 * @param decisions what people decided
 */
record FoundNova(
    NodeName node,
    ServiceConfiguration file,
    UUID secret,
    List<LocalMachine> machines,
    Decisions decisions) {
  /** Keeps its own copy. */
  FoundNova {
    machines = List.copyOf(machines);
  }
}
