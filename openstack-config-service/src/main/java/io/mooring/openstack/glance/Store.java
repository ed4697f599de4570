package io.mooring.openstack.glance;

import java.util.List;
import java.util.Map;

/**
 * A store that glance has.
 *
 * @param id what glance calls it
 * @param type its driver: {@code file}, {@code swift}, {@code rbd}…
 * @param section the section of glance-api.conf that holds its options
 */
record Store(String id, String type, String section) {
  static final String RBD = "rbd";
  static final String FILE = "file";

  /** How the options of glance_store's drivers begin, where it is not by the driver's own name. */
  private static final Map<String, List<String>> PREFIXES =
      Map.of(
          FILE,
          List.of("filesystem_"),
          "http",
          List.of("http_", "https_"),
          "swift",
          List.of("swift_", "default_swift_"),
          "cinder",
          List.of("cinder_", "rootwrap_config"),
          RBD,
          List.of("rbd_", "rados_"));

  /** Whether an option of the shared section belongs to this store. */
  boolean owns(String option) {
    return PREFIXES.getOrDefault(type, List.of(type + "_")).stream().anyMatch(option::startsWith);
  }

  /** Whether it is an rbd store. */
  boolean isRbd() {
    return type.equals(RBD);
  }
}
