package io.mooring.openstack.unit;

import io.mooring.node.EpochSeconds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One look at the units and files of a node.
 *
 * @param hostName the node's own name for itself
 * @param now the node's clock
 * @param units the units that are installed
 * @param modified when each of the asked files was changed last; a missing file is not in it
 */
public record UnitReport(
    String hostName, Instant now, List<UnitState> units, Map<String, Instant> modified) {
  private static final int NANOS = 9;

  /**
   * Reads what {@link UnitInspection} prints: {@code key=value} lines.
   *
   * @throws IllegalArgumentException when something else was printed
   */
  static UnitReport parse(String output) {
    List<Map<String, String>> blocks = new ArrayList<>(List.of(new HashMap<>()));
    Map<String, Instant> modified = new HashMap<>();
    for (String line : output.lines().toList()) {
      int equals = line.indexOf('=');
      if (line.isEmpty()) {
        blocks.add(new HashMap<>());
      } else if (line.startsWith("file=")) {
        int space = line.indexOf(' ');
        modified.put(
            line.substring(space + 1), EpochSeconds.parse(line.substring(equals + 1, space)));
      } else if (equals > 0) {
        blocks.getLast().put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    Map<String, String> node = blocks.getLast();
    if (!node.containsKey("uptime")) {
      throw new IllegalArgumentException("the node did not say how long it is up");
    }
    List<UnitState> units =
        blocks.stream()
            .filter(block -> "loaded".equals(block.get("LoadState")))
            .map(block -> unit(block, node))
            .toList();
    return new UnitReport(node.get("host"), EpochSeconds.parse(node.get("now")), units, modified);
  }

  private static UnitState unit(Map<String, String> block, Map<String, String> node) {
    long process = Long.parseLong(block.getOrDefault("MainPID", "0"));
    return new UnitState(
        block.get("Id"),
        block.get("ActiveState"),
        process,
        number(block.get("NRestarts")),
        Optional.ofNullable(node.get("start." + process)).map(ticks -> started(ticks, node)));
  }

  /** The kernel counts a process's start from the boot on, as it does the uptime. */
  private static Instant started(String ticks, Map<String, String> node) {
    BigDecimal start =
        new BigDecimal(ticks).divide(new BigDecimal(node.get("hertz")), NANOS, RoundingMode.DOWN);
    BigDecimal age = new BigDecimal(node.get("uptime")).subtract(start);
    return EpochSeconds.parse(node.get("now"))
        .minus(Duration.ofNanos(age.movePointRight(NANOS).longValue()));
  }

  private static long number(String text) {
    return text == null || text.isEmpty() ? 0 : Long.parseLong(text);
  }
}
