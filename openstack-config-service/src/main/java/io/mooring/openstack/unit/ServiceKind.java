package io.mooring.openstack.unit;

import java.util.List;

/** A service of OpenStack and the units that it may be, by distribution. */
public enum ServiceKind {
  /** The image service. */
  GLANCE_API("glance-api", List.of("glance-api.service", "openstack-glance-api.service")),
  /** The block storage service's worker. */
  CINDER_VOLUME(
      "cinder-volume", List.of("cinder-volume.service", "openstack-cinder-volume.service")),
  /** The hypervisor's agent. */
  NOVA_COMPUTE("nova-compute", List.of("nova-compute.service", "openstack-nova-compute.service")),
  /** The hypervisor, as one daemon or as the modular one that keeps secrets. */
  LIBVIRT("libvirt", List.of("libvirtd.service", "virtsecretd.service"));

  private final String label;
  private final List<String> units;

  ServiceKind(String label, List<String> units) {
    this.label = label;
    this.units = units;
  }

  /** The service's name as people say it. */
  public String label() {
    return label;
  }

  /** The units that it may be: Debian's name first, then Red Hat's. */
  public List<String> units() {
    return units;
  }
}
