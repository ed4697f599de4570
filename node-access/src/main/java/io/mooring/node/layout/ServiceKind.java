package io.mooring.node.layout;

import io.mooring.contracts.Action.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A service of OpenStack, or the hypervisor, and the names by which it is found on a node. */
public enum ServiceKind {
  /** The image service. */
  GLANCE_API(
      "glance-api",
      "glance",
      List.of("glance-api.service", "openstack-glance-api.service"),
      List.of("glance_api"),
      List.of("glance-api", "glance-wsgi-api"),
      List.of("/var/log/glance/glance-api.log", "/var/log/glance/api.log")),
  /** The block storage service's worker. */
  CINDER_VOLUME(
      "cinder-volume",
      "cinder",
      List.of("cinder-volume.service", "openstack-cinder-volume.service"),
      List.of("cinder_volume"),
      List.of("cinder-volume"),
      List.of("/var/log/cinder/cinder-volume.log", "/var/log/cinder/volume.log")),
  /** The block storage service's worker for backups. */
  CINDER_BACKUP(
      "cinder-backup",
      "cinder",
      List.of("cinder-backup.service", "openstack-cinder-backup.service"),
      List.of("cinder_backup"),
      List.of("cinder-backup"),
      List.of("/var/log/cinder/cinder-backup.log", "/var/log/cinder/backup.log")),
  /** The hypervisor's agent. */
  NOVA_COMPUTE(
      "nova-compute",
      "nova",
      List.of("nova-compute.service", "openstack-nova-compute.service"),
      List.of("nova_compute"),
      List.of("nova-compute"),
      List.of("/var/log/nova/nova-compute.log")),
  /**
   * The hypervisor: one daemon, or as on EL 9 the modular one for machines and the one that keeps
   * secrets, which both end when nobody asks and are started again by their sockets.
   */
  LIBVIRT(
      "libvirt",
      "root",
      List.of("libvirtd.service", "virtqemud.service", "virtsecretd.service"),
      List.of("nova_libvirt", "nova_virtsecretd"),
      List.of("libvirtd", "virtqemud", "virtsecretd"),
      List.of("/var/log/libvirt/libvirtd.log"));

  private final String label;
  private final String account;
  private final List<String> units;
  private final List<String> containers;
  private final List<String> programs;
  private final List<String> logs;

  ServiceKind(
      String label,
      String account,
      List<String> units,
      List<String> containers,
      List<String> programs,
      List<String> logs) {
    this.label = label;
    this.account = account;
    this.units = units;
    this.containers = containers;
    this.programs = programs;
    this.logs = logs;
  }

  /** The services that a role is about. */
  public static List<ServiceKind> of(Role role) {
    return switch (role) {
      case CONTROLLER -> List.of(GLANCE_API, CINDER_VOLUME);
      case IMAGE -> List.of(GLANCE_API);
      case VOLUME -> List.of(CINDER_VOLUME);
      case BACKUP -> List.of(CINDER_BACKUP);
      case COMPUTE -> List.of(LIBVIRT, NOVA_COMPUTE);
      case CEPH_ADMIN, DEPLOYER -> List.of();
    };
  }

  /** The service of this label. */
  static Optional<ServiceKind> of(String label) {
    return Stream.of(values()).filter(kind -> kind.label.equals(label)).findFirst();
  }

  /** The service's name as people say it. */
  public String label() {
    return label;
  }

  /** The account that it runs as where nothing else is found. */
  public String account() {
    return account;
  }

  /** The units that it may be: Debian's name first, then Red Hat's. */
  public List<String> units() {
    return units;
  }

  /** The containers that it may be, by the names that deployment tools give them. */
  public List<String> containers() {
    return containers;
  }

  /** The programs that its process may have been started as. */
  public List<String> programs() {
    return programs;
  }

  /** Where the service itself may write its log: Debian's file first, then Red Hat's. */
  public List<String> logs() {
    return logs;
  }

  /** The project whose default configuration files it reads; for libvirt it has none. */
  public String project() {
    return label.contains("-") ? label.substring(0, label.indexOf('-')) : label;
  }

  /** Whether a cluster manager may run it on one node at a time, while it stands by on others. */
  public boolean mayStandBy() {
    return this == CINDER_VOLUME || this == CINDER_BACKUP;
  }
}
