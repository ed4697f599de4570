package io.mooring.ceph;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What Ceph client software a node has.
 *
 * @param manager how it installs more
 * @param present what it can do now
 * @param unavailable packages that it needs and that none of its repositories has
 */
record ClientSoftware(PackageManager manager, Set<Capability> present, List<String> unavailable) {
  /** Of a node that need not have any. */
  static final ClientSoftware NOT_ASKED =
      new ClientSoftware(PackageManager.NONE, EnumSet.allOf(Capability.class), List.of());

  /** Reads what the probe printed: one word a line. */
  static ClientSoftware read(String output) {
    PackageManager manager = PackageManager.NONE;
    Set<Capability> present = EnumSet.noneOf(Capability.class);
    for (String line : output.lines().toList()) {
      String[] words = line.strip().split(" ");
      if (words.length == 2 && words[0].equals("manager")) {
        manager = PackageManager.valueOf(words[1].toUpperCase(Locale.ROOT));
      }
      if (words.length == 2 && words[0].equals("has")) {
        present.add(Capability.valueOf(words[1].toUpperCase(Locale.ROOT).replace('-', '_')));
      }
    }
    return new ClientSoftware(manager, present, List.of());
  }

  /** The same, and these packages can't be had. */
  ClientSoftware without(List<String> packages) {
    return new ClientSoftware(manager, present, packages);
  }

  Set<Capability> missing(Set<Capability> needed) {
    Set<Capability> missing = EnumSet.noneOf(Capability.class);
    missing.addAll(needed);
    missing.removeAll(present);
    return missing;
  }
}
