package io.mooring.orchestrator.saga;

import io.mooring.contracts.Change;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A participant's report at the end of an attempt; kept for people.
 *
 * @param summary one line
 * @param changes what was changed, or would be
 * @param findings what people should know
 * @param took how long the execution took
 * @param digest over what was seen and what would be done, where the participant looked
 * @param seen what that rests on
 */
public record StepReport(
    String summary,
    List<Change> changes,
    List<Finding> findings,
    Duration took,
    Optional<String> digest,
    List<Seen> seen) {
  /** Keeps its own copies; reports of earlier releases say nothing of what was seen. */
  public StepReport {
    changes = List.copyOf(changes);
    findings = List.copyOf(findings);
    digest = digest == null ? Optional.empty() : digest;
    seen = seen == null ? List.of() : List.copyOf(seen);
  }

  /** A report of which only the line is known. */
  public static StepReport of(String summary) {
    return new StepReport(
        summary, List.of(), List.of(), Duration.ZERO, Optional.empty(), List.of());
  }
}
