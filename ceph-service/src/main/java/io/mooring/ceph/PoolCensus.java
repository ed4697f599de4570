package io.mooring.ceph;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.PoolName;
import io.mooring.node.NodeFailure;
import io.mooring.node.Script;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a pool holds.
 *
 * @param counts how many there are, by what they are: images, snapshots, watchers, images in the
 *     trash, others
 */
record PoolCensus(Map<String, Long> counts) {
  static final String SCRIPT = Script.resource(PoolCensus.class, "count-pool.sh");

  /**
   * Reads what the counting script printed.
   *
   * @throws NodeFailure when it is something else: then nobody knows what the pool holds
   */
  static PoolCensus read(String output) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String line : output.lines().toList()) {
      String[] words = line.strip().split(" +");
      if (words.length != 2 || !words[1].matches("\\d+")) {
        throw new NodeFailure(ErrorCode.COMMAND_FAILED, "the pool could not be counted: " + line);
      }
      counts.put(words[0], Long.parseLong(words[1]));
    }
    if (!counts.containsKey("images") || !counts.containsKey("others")) {
      throw new NodeFailure(ErrorCode.COMMAND_FAILED, "the pool could not be counted");
    }
    return new PoolCensus(counts);
  }

  /** What keeps the pool from being deleted; empty when nothing does. */
  Optional<String> held(PoolName pool) {
    String held =
        counts.entrySet().stream()
            .filter(count -> count.getValue() > 0)
            .map(count -> "%s: %d".formatted(count.getKey(), count.getValue()))
            .collect(Collectors.joining(", "));
    return held.isEmpty()
        ? Optional.empty()
        : Optional.of("The pool %s is not empty (%s).".formatted(pool, held));
  }
}
