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
import java.util.Set;

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
  private static final Set<String> INSTALLED = Set.of("loaded", "masked");

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
    if (!node.containsKey("ticks")) {
      throw new IllegalArgumentException("the node did not say what its clocks show");
    }
    List<UnitState> units =
        blocks.stream()
            .filter(block -> INSTALLED.contains(block.getOrDefault("LoadState", "")))
            .map(block -> unit(block, node))
            .toList();
    return new UnitReport(node.get("host"), EpochSeconds.parse(node.get("now")), units, modified);
  }

  private static UnitState unit(Map<String, String> block, Map<String, String> node) {
    long process = Long.parseLong(block.getOrDefault("MainPID", "0"));
    return new UnitState(
        block.get("Id"),
        block.get("ActiveState"),
        block.getOrDefault("UnitFileState", ""),
        process,
        number(block.get("NRestarts")),
        Optional.ofNullable(node.get("start." + process)).map(ticks -> started(ticks, node)));
  }

  /**
   * Both times are ticks since the boot on the kernel's one clock, so their difference is right.
   */
  private static Instant started(String start, Map<String, String> node) {
    BigDecimal ticks = new BigDecimal(node.get("ticks")).subtract(new BigDecimal(start));
    BigDecimal age = ticks.divide(new BigDecimal(node.get("hertz")), NANOS, RoundingMode.DOWN);
    return EpochSeconds.parse(node.get("now"))
        .minus(Duration.ofNanos(age.movePointRight(NANOS).longValue()));
  }

  private static long number(String text) {
    return text == null || text.isEmpty() ? 0 : Long.parseLong(text);
  }
}
