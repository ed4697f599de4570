package io.mooring.openstack.unit;

import java.util.List;

/** A service of OpenStack and the units that it may be, by distribution. */
public enum ServiceKind {
  /** The image service. */
  GLANCE_API(
      "glance-api",
      List.of("glance-api.service", "openstack-glance-api.service"),
      List.of("/var/log/glance/glance-api.log", "/var/log/glance/api.log"),
      false),
  /** The block storage service's worker. */
  CINDER_VOLUME(
      "cinder-volume",
      List.of("cinder-volume.service", "openstack-cinder-volume.service"),
      List.of("/var/log/cinder/cinder-volume.log", "/var/log/cinder/volume.log"),
      true),
  /** The hypervisor's agent. */
  NOVA_COMPUTE(
      "nova-compute",
      List.of("nova-compute.service", "openstack-nova-compute.service"),
      List.of("/var/log/nova/nova-compute.log"),
      false),
  /** The hypervisor, as one daemon or as the modular one that keeps secrets. */
  LIBVIRT("libvirt", List.of("libvirtd.service", "virtsecretd.service"), List.of(), false);

  private final String label;
  private final List<String> units;
  private final List<String> logs;
  private final boolean standingBy;

  ServiceKind(String label, List<String> units, List<String> logs, boolean standingBy) {
    this.label = label;
    this.units = units;
    this.logs = logs;
    this.standingBy = standingBy;
  }

  /** The service's name as people say it. */
  public String label() {
    return label;
  }

  /** The units that it may be: Debian's name first, then Red Hat's. */
  public List<String> units() {
    return units;
  }

  /** Where its log may be: Debian's file first, then Red Hat's. */
  public List<String> logs() {
    return logs;
  }

  /** Whether a cluster manager may run it on one node at a time, while it stands by on others. */
  public boolean mayStandBy() {
    return standingBy;
  }
}
