package io.mooring.participant.step;

import io.mooring.contracts.Change;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Seen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a step would change, and what people should know before.
 *
 * @param summary one line for people: what is, or what would change
 * @param changes what would change; empty when the node is as wanted
 * @param findings what was noticed
 * @param facts what later steps of the saga may need; never secrets
 * @param seen what it rests on; without secrets
 */
public record Plan(
    String summary,
    List<Change> changes,
    List<Finding> findings,
    Map<String, String> facts,
    List<Seen> seen) {

  /** A plan that does not tell what it rests on. */
  public Plan(
      String summary, List<Change> changes, List<Finding> findings, Map<String, String> facts) {
    this(summary, changes, findings, facts, List.of());
  }

  /** The same, resting on this. */
  public Plan on(List<Seen> things) {
    return new Plan(summary, changes, findings, facts, List.copyOf(things));
  }

  /** The same, with more findings. */
  public Plan noticing(List<Finding> more) {
    List<Finding> all = Stream.concat(findings.stream(), more.stream()).toList();
    return new Plan(summary, changes, all, facts, seen);
  }

  /** The same, with more changes after its own. */
  public Plan also(List<Change> more) {
    List<Change> all = Stream.concat(changes.stream(), more.stream()).toList();
    return new Plan(summary, all, findings, facts, seen);
  }

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
