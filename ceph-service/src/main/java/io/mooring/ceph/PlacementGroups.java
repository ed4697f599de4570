package io.mooring.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.Action.WantedPool;
import io.mooring.contracts.Counted;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import java.util.List;
import java.util.Optional;

/**
 * How many replicas of placement groups the cluster bears, counted as its monitors do when they
 * refuse a pool.
 *
 * @param existing replicas of placement groups there are
 * @param osds OSDs that are in
 * @param limit most replicas on one OSD ({@code mon_max_pg_per_osd})
 * @param defaultPgNum placement groups of a new pool that asks for no number
 * @param defaultSize replicas of a new pool
 */
record PlacementGroups(int existing, int osds, int limit, int defaultPgNum, int defaultSize) {
  /** The monitors never count with fewer, so that a cluster can be begun with one OSD. */
  private static final int FEWEST_OSDS = 3;

  /** Replicas in the pools of {@code osd pool ls detail}. */
  static int replicas(JsonNode pools) {
    int sum = 0;
    for (JsonNode pool : pools) {
      int placementGroups =
          Math.max(pool.path("pg_num").asInt(), pool.path("pg_num_target").asInt());
      sum += placementGroups * pool.path("size").asInt();
    }
    return sum;
  }

  /** What stands against these new pools, if anything. */
  Optional<Finding> against(List<WantedPool> created) {
    int wanted =
        created.stream().mapToInt(pool -> pool.pgNum().orElse(defaultPgNum) * defaultSize).sum();
    int budget = limit * Math.max(osds, FEWEST_OSDS);
    if (existing + wanted <= budget) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.stop(
            ErrorCode.PLACEMENT_GROUP_BUDGET,
            ("The cluster's pools have %s of placement groups and the new ones would add"
                    + " %d, but its %s may have %d (mon_max_pg_per_osd is %d).")
                .formatted(
                    Counted.of(existing, "replica"),
                    wanted,
                    Counted.of(osds, "OSD"),
                    budget,
                    limit)));
  }
}
