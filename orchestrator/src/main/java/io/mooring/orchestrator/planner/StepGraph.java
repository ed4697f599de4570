package io.mooring.orchestrator.planner;

import io.mooring.contracts.StepName;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The steps of a saga and what they wait for; free of cycles.
 *
 * @param steps in the order of their ordinals
 * @param edges every dependency once
 */
public record StepGraph(List<PlannedStep> steps, List<Edge> edges) {
  /** Keeps its own copies. */
  public StepGraph {
    steps = List.copyOf(steps);
    edges = List.copyOf(edges);
  }

  /** How many steps each step waits for; steps which wait for nothing are absent. */
  public Map<StepName, Integer> unmet() {
    return edges.stream()
        .collect(Collectors.groupingBy(Edge::after, Collectors.summingInt(edge -> 1)));
  }

  /** The steps that wait for each step; steps which nobody waits for are absent. */
  public Map<StepName, List<StepName>> dependents() {
    return edges.stream()
        .collect(
            Collectors.groupingBy(
                Edge::before, Collectors.mapping(Edge::after, Collectors.toList())));
  }

  /** The steps that each step waits for; steps which wait for nothing are absent. */
  public Map<StepName, List<StepName>> dependsOn() {
    return edges.stream()
        .collect(
            Collectors.groupingBy(
                Edge::after, Collectors.mapping(Edge::before, Collectors.toList())));
  }
}
