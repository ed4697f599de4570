package io.mooring.participant.step;

import io.mooring.contracts.Change;
import io.mooring.contracts.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a step would change, and what people should know before.
 *
 * @param summary one line for people: what is, or what would change
 * @param changes what would change; empty when the node is as wanted
 * @param findings what was noticed
 * @param facts what later steps of the saga may need; never secrets
 */
public record Plan(
    String summary, List<Change> changes, List<Finding> findings, Map<String, String> facts) {

  /** Nothing to do. */
  public static Plan nothing(String summary) {
    return new Plan(summary, List.of(), List.of(), Map.of());
  }

  /** Changes without findings. */
  public static Plan of(String summary, List<Change> changes) {
    return new Plan(summary, changes, List.of(), Map.of());
  }

  /** The step stops here. */
  public static Plan stop(Finding finding) {
    return new Plan(finding.message(), List.of(), List.of(finding), Map.of());
  }

  /** The first finding that stops the step. */
  public Optional<Finding> stop() {
    return findings.stream()
        .filter(finding -> finding.severity() == Finding.Severity.STOP)
        .findFirst();
  }
}
