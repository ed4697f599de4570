package io.mooring.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import java.util.ArrayList;
import java.util.List;

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

  /** What people should know; what stops or waits comes as a finding that stops. */
  List<Finding> findings(HealthPolicy policy) {
    return checks.stream().map(check -> finding(check, policy)).toList();
  }

  private static Finding finding(Check check, HealthPolicy policy) {
    if (check.error()) {
      return Finding.stop(
          ErrorCode.CLUSTER_UNHEALTHY,
          "The cluster has the health error %s: %s.".formatted(check.code(), check.message()),
          "Fix it (ceph health detail says more), then retry. Errors can't be allowed.");
    }
    HealthPolicy.Decision decision = policy.decide(check.code(), check.message());
    String warning =
        "The cluster warns of %s (%s): %s."
            .formatted(check.code(), decision.reason(), check.message());
    return switch (decision.verdict()) {
      case GO_ON ->
          Finding.warning(
              ErrorCode.CLUSTER_UNHEALTHY,
              warning,
              "Nothing waits for it. To stop at it, add %s to ceph.stoppingWarnings."
                  .formatted(check.code()));
      case WAIT -> Finding.stop(ErrorCode.CLUSTER_SETTLING, warning);
      case STOP ->
          Finding.stop(
              ErrorCode.CLUSTER_UNHEALTHY,
              warning,
              "Fix it (ceph health detail says more), or add %s to ceph.allowedWarnings; then retry."
                  .formatted(check.code()));
    };
  }
}
