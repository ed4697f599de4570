package io.mooring.ceph;

import java.util.List;
import java.util.Set;

/** How a node installs packages. */
enum PackageManager {
  /** Debian and its kin. */
  APT,
  /** Red Hat and its kin. */
  DNF,
  /** The same, older. */
  YUM,
  /** None that we know. */
  NONE;

  /** The packages that bring these capabilities. */
  List<String> packages(Set<Capability> capabilities) {
    return switch (this) {
      case APT -> capabilities.stream().map(Capability::debianPackage).toList();
      case DNF, YUM -> capabilities.stream().map(Capability::redHatPackage).toList();
      case NONE -> List.of();
    };
  }
}
