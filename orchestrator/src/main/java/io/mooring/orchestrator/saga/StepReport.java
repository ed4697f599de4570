package io.mooring.orchestrator.saga;

import io.mooring.contracts.Change;
import io.mooring.contracts.Finding;
import java.time.Duration;
import java.util.List;

/**
 * A participant's report at the end of an attempt; kept for people.
 *
 * @param summary one line
 * @param changes what was changed, or would be
 * @param findings what people should know
 * @param took how long the execution took
 */
public record StepReport(
    String summary, List<Change> changes, List<Finding> findings, Duration took) {
  /** Keeps its own copies. */
  public StepReport {
    changes = List.copyOf(changes);
    findings = List.copyOf(findings);
  }

  /** A report of which only the line is known. */
  public static StepReport of(String summary) {
    return new StepReport(summary, List.of(), List.of(), Duration.ZERO);
  }
}
