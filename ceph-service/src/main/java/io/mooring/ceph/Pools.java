package io.mooring.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mooring.contracts.Counted;
import io.mooring.contracts.PoolName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what Ceph tells of pools. */
final class Pools {
  private static final int ERASURE_CODED = 3;

  private Pools() {}

  /** The applications of each pool in {@code osd pool ls detail}. */
  static Map<String, Set<String>> applications(JsonNode pools) {
    Map<String, Set<String>> applications = new LinkedHashMap<>();
    pools.forEach(pool -> applications.put(pool.path("pool_name").asText(), namesOf(pool)));
    return applications;
  }

  /**
   * One pool.
   *
   * @param pools {@code osd pool ls detail}
   * @param usage {@code df}
   * @param rules {@code osd crush rule dump}
   */
  static Optional<PoolState> find(PoolName name, JsonNode pools, JsonNode usage, JsonNode rules) {
    for (JsonNode pool : pools) {
      if (pool.path("pool_name").asText().equals(name.value())) {
        return Optional.of(
            new PoolState(
                pool.path("pool_id").asInt(),
                pool.path("pg_num").asInt(),
                pool.path("size").asInt(),
                code(pool),
                namesOf(pool),
                usage(name, usage).path("objects").asLong(),
                usage(name, usage).path("stored").asLong(),
                PoolShape.read(pool, rules)));
      }
    }
    return Optional.empty();
  }

  private static Optional<ErasureCode> code(JsonNode pool) {
    return pool.path("type").asInt() == ERASURE_CODED
        ? Optional.of(
            new ErasureCode(
                pool.path("erasure_code_profile").asText(),
                pool.path("flags_names").asText().contains("ec_overwrites")))
        : Optional.empty();
  }

  private static Set<String> namesOf(JsonNode pool) {
    Set<String> names = new LinkedHashSet<>();
    pool.path("application_metadata").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode usage(PoolName name, JsonNode usage) {
    for (JsonNode pool : usage.path("pools")) {
      if (pool.path("name").asText().equals(name.value())) {
        return pool.path("stats");
      }
    }
    return MissingNode.getInstance();
  }
}

/**
 * A pool as it is.
 *
 * @param id its number, which no later pool of the same name has
 * @param pgNum placement groups
 * @param size replicas, or the pieces that an object is cut into
 * @param code how its objects are cut; empty: they are kept as replicas
 * @param applications who uses it
 * @param objects objects in it
 * @param bytes what they hold, counted once
 * @param shape by which rule its data is placed, and how much of it there may be
 */
record PoolState(
    int id,
    int pgNum,
    int size,
    Optional<ErasureCode> code,
    Set<String> applications,
    long objects,
    long bytes,
    PoolShape shape) {
  /** In a few words, without what changes by itself. */
  String shown() {
    return "id %d, %s%s, for %s"
        .formatted(
            id,
            Counted.of(size, "replica"),
            code.isPresent() ? ", erasure coded" : "",
            applications.isEmpty() ? "nobody" : String.join(" and ", applications));
  }
}

/**
 * How a pool's objects are cut into pieces. RBD can keep the data of its images in such a pool, but
 * not their names.
 *
 * @param profile name of the erasure code profile that it was made by
 * @param overwrites whether objects may be written in parts, as RBD does
 */
record ErasureCode(String profile, boolean overwrites) {}
