package io.mooring.ceph;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What Ceph client software a node has.
 *
 * @param manager how it installs more
 * @param present what it can do now
 */
record ClientSoftware(PackageManager manager, Set<Capability> present) {
  /** Of a node that needs nothing. */
  static final ClientSoftware NOT_ASKED =
      new ClientSoftware(PackageManager.NONE, EnumSet.noneOf(Capability.class));

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
    return new ClientSoftware(manager, present);
  }

  Set<Capability> missing(Set<Capability> needed) {
    Set<Capability> missing = EnumSet.noneOf(Capability.class);
    missing.addAll(needed);
    missing.removeAll(present);
    return missing;
  }
}
