package io.mooring.openstack.check;

import io.mooring.contracts.NodeName;
import io.mooring.node.EpochSeconds;
import io.mooring.node.layout.NodeLayouts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a look at a node found.
 *
 * @param hostName the node's own name for itself
 * @param system the distribution and its version, for people
 * @param family the package family: {@code debian}, {@code rhel}, or empty when it is neither
 * @param freeMebibytes free space by directory
 * @param present the commands and files that are there, of those that were asked for
 * @param skew how far the node's clock is from ours, at least; zero when the look was too slow to
 *     tell
 * @param node its name in the document
 * @param layouts how it runs its services
 */
record NodeReport(
    String hostName,
    String system,
    String family,
    Map<String, Long> freeMebibytes,
    Set<String> present,
    Duration skew,
    NodeName node,
    NodeLayouts layouts) {

  /**
   * Reads what the check's script prints.
   *
   * @param before our clock before the script ran
   * @param after our clock after it
   * @param node its name in the document
   * @param layouts how it runs its services
   */
  static NodeReport parse(
      String output, Instant before, Instant after, NodeName node, NodeLayouts layouts) {
    Map<String, String> values = new HashMap<>();
    Map<String, Long> free = new HashMap<>();
    Set<String> present = new TreeSet<>();
    for (String line : output.lines().toList()) {
      List<String> words = new ArrayList<>(List.of(line.split(" ", 3)));
      switch (words.getFirst()) {
        case "free" -> free.put(words.get(2), Long.parseLong(words.get(1)));
        case "present" -> present.add(words.get(1));
        default -> values.put(words.getFirst(), line.substring(words.getFirst().length()).strip());
      }
    }
    String like = values.getOrDefault("id", "") + " " + values.getOrDefault("like", "");
    return new NodeReport(
        values.getOrDefault("host", ""),
        values.getOrDefault("id", "unknown") + " " + values.getOrDefault("version", ""),
        family(like),
        free,
        present,
        Optional.ofNullable(values.get("now"))
            .map(now -> skew(EpochSeconds.parse(now), before, after))
            .orElse(Duration.ZERO),
        node,
        layouts);
  }

  private static String family(String like) {
    if (like.contains("debian") || like.contains("ubuntu")) {
      return "debian";
    }
    return like.contains("rhel") || like.contains("fedora") || like.contains("centos")
        ? "rhel"
        : "";
  }

  /** The node read its clock somewhere between before and after, so only what is outside counts. */
  private static Duration skew(Instant now, Instant before, Instant after) {
    if (now.isBefore(before)) {
      return Duration.between(now, before);
    }
    return now.isAfter(after) ? Duration.between(after, now) : Duration.ZERO;
  }
}
