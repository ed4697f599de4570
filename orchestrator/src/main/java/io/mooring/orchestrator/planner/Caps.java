package io.mooring.orchestrator.planner;

import static java.util.stream.Collectors.joining;

import io.mooring.contracts.Action.CapsStyle;
import io.mooring.contracts.PoolName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The caps of a cephx user.
 *
 * @param written pools that it writes to
 * @param read pools that it only reads
 */
record Caps(List<PoolName> written, List<PoolName> read) {
  private static final String LEGACY_CHILDREN = "allow class-read object_prefix rbd_children";

  /** Every pool that the caps name. */
  List<PoolName> pools() {
    return Stream.concat(written.stream(), read.stream()).toList();
  }

  /** The caps by subsystem. */
  Map<String, String> in(CapsStyle style) {
    return switch (style) {
      case PROFILE -> profile();
      case LEGACY -> legacy();
    };
  }

  private Map<String, String> profile() {
    String mgr = written.stream().map(pool -> "profile rbd pool=" + pool).collect(joining(", "));
    String osd =
        Stream.concat(
                Stream.of(mgr), read.stream().map(pool -> "profile rbd-read-only pool=" + pool))
            .collect(joining(", "));
    return sorted(Map.of("mon", "profile rbd", "mgr", mgr, "osd", osd));
  }

  private Map<String, String> legacy() {
    String osd =
        Stream.of(
                Stream.of(LEGACY_CHILDREN),
                written.stream().map(pool -> "allow rwx pool=" + pool),
                read.stream().map(pool -> "allow rx pool=" + pool))
            .flatMap(caps -> caps)
            .collect(joining(", "));
    return sorted(Map.of("mon", "allow r", "osd", osd));
  }

  private static Map<String, String> sorted(Map<String, String> caps) {
    return Collections.unmodifiableMap(new TreeMap<>(caps));
  }
}
