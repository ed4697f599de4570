package io.mooring.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the cluster says of its health.
 *
 * @param checks its complaints; those that somebody muted are left out
 */
record Health(List<Check> checks) {

  /**
   * One complaint.
   *
   * @param code Ceph's code, as in {@code OSDMAP_FLAGS}
   * @param error whether it is an error rather than a warning
   * @param message Ceph's own words
   */
  record Check(String code, boolean error, String message) {}

  /** Reads {@code health} of {@code ceph status}. */
  static Health read(JsonNode health) {
    List<Check> checks = new ArrayList<>();
    for (var check : health.path("checks").properties()) {
      JsonNode value = check.getValue();
      if (!value.path("muted").asBoolean()) {
        checks.add(
            new Check(
                check.getKey(),
                value.path("severity").asText().equals("HEALTH_ERR"),
                value.path("summary").path("message").asText()));
      }
    }
    return new Health(List.copyOf(checks));
  }

  /**
   * What people should know; errors and warnings that are not allowed stop.
   *
   * @param allowed codes of warnings that may stand
   */
  List<Finding> findings(Set<String> allowed) {
    return checks.stream().map(check -> finding(check, allowed)).toList();
  }

  private static Finding finding(Check check, Set<String> allowed) {
    if (check.error()) {
      return Finding.stop(
          ErrorCode.CLUSTER_UNHEALTHY,
          "The cluster has the health error %s: %s.".formatted(check.code(), check.message()),
          "Mend it (ceph health detail tells more), then retry. Errors can't be allowed.");
    }
    if (allowed.contains(check.code())) {
      return Finding.info(
          ErrorCode.CLUSTER_UNHEALTHY,
          "The cluster warns of %s, which is allowed: %s."
              .formatted(check.code(), check.message()));
    }
    return Finding.stop(
        ErrorCode.CLUSTER_UNHEALTHY,
        "The cluster warns of %s: %s.".formatted(check.code(), check.message()),
        "Mend it (ceph health detail tells more), or add %s to ceph.allowedWarnings; then retry."
            .formatted(check.code()));
  }
}
