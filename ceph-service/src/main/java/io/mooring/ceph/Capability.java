package io.mooring.ceph;

import io.mooring.contracts.Action.Feature;
import io.mooring.contracts.Action.InstallClient;
import io.mooring.contracts.Action.Role;
import java.util.EnumSet;
import java.util.Set;

/** Something that a node can do once the right package is there. */
enum Capability {
  /** Runs {@code rbd} and {@code ceph}. */
  TOOLS("the rbd and ceph commands", "ceph-common", "ceph-common"),
  /** Glance, cinder and nova import librbd. */
  PYTHON_BINDINGS("Python's rados and rbd modules", "python3-rbd", "python3-rbd"),
  /** QEMU opens images in a pool. */
  QEMU_DRIVER("QEMU's rbd driver", "qemu-block-extra", "qemu-kvm-block-rbd");

  private final String description;
  private final String debianPackage;
  private final String redHatPackage;

  Capability(String description, String debianPackage, String redHatPackage) {
    this.description = description;
    this.debianPackage = debianPackage;
    this.redHatPackage = redHatPackage;
  }

  /** For people. */
  String description() {
    return description;
  }

  String debianPackage() {
    return debianPackage;
  }

  String redHatPackage() {
    return redHatPackage;
  }

  /**
   * What nodes with these roles need. The Ceph admin node brings its own; nova-compute calls
   * commands only for machines' own disks.
   */
  static Set<Capability> needed(InstallClient action) {
    Set<Capability> needed = EnumSet.noneOf(Capability.class);
    for (Role role : action.roles()) {
      needed.addAll(
          switch (role) {
            case CEPH_ADMIN, DEPLOYER -> EnumSet.noneOf(Capability.class);
            case CONTROLLER, IMAGE, VOLUME, BACKUP -> EnumSet.of(TOOLS, PYTHON_BINDINGS);
            case COMPUTE ->
                action.features().contains(Feature.EPHEMERAL)
                    ? EnumSet.of(TOOLS, PYTHON_BINDINGS, QEMU_DRIVER)
                    : EnumSet.of(PYTHON_BINDINGS, QEMU_DRIVER);
          });
    }
    return needed;
  }
}
