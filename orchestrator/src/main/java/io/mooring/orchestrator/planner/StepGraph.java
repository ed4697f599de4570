package io.mooring.orchestrator.planner;

import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
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

  /** Graphs that have no step in common as one. */
  public static StepGraph together(List<StepGraph> graphs) {
    List<PlannedStep> steps = graphs.stream().flatMap(graph -> graph.inOrder().stream()).toList();
    List<Edge> edges = graphs.stream().flatMap(graph -> graph.edges().stream()).toList();
    return StepForms.inThisOrder(steps, edges);
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

  /** The steps on these nodes and all that these rest on, in other words without what is behind. */
  public StepGraph forNodes(Set<NodeName> nodes) {
    Map<StepName, List<StepName>> before = dependsOn();
    Map<StepName, PlannedStep> named = new HashMap<>();
    steps.forEach(step -> named.put(step.name(), step));
    Set<StepName> kept = new HashSet<>();
    Deque<StepName> open = new ArrayDeque<>();
    steps.stream()
        .filter(step -> nodes.contains(step.name().node()))
        .forEach(step -> open.add(step.name()));
    while (!open.isEmpty()) {
      StepName name = open.remove();
      if (kept.add(name)) {
        open.addAll(before.getOrDefault(name, List.of()));
        named.get(name).basis().look().ifPresent(open::add);
      }
    }
    List<PlannedStep> some = new ArrayList<>();
    for (PlannedStep step : steps) {
      if (kept.contains(step.name())) {
        some.add(step.at(some.size()));
      }
    }
    return new StepGraph(
        some,
        edges.stream()
            .filter(edge -> kept.contains(edge.before()) && kept.contains(edge.after()))
            .toList());
  }

  /** The steps so that each comes after all that it waits for; else in the order of the plan. */
  public List<PlannedStep> inOrder() {
    Map<StepName, PlannedStep> named = new HashMap<>();
    steps.forEach(step -> named.put(step.name(), step));
    Map<StepName, Integer> unmet = new HashMap<>(unmet());
    Map<StepName, List<StepName>> dependents = dependents();
    Queue<PlannedStep> free = new PriorityQueue<>(Comparator.comparingInt(PlannedStep::ordinal));
    steps.stream().filter(step -> !unmet.containsKey(step.name())).forEach(free::add);
    List<PlannedStep> ordered = new ArrayList<>(steps.size());
    while (!free.isEmpty()) {
      PlannedStep step = free.poll();
      ordered.add(step);
      for (StepName after : dependents.getOrDefault(step.name(), List.of())) {
        if (unmet.merge(after, -1, Integer::sum) == 0) {
          free.add(named.get(after));
        }
      }
    }
    return ordered;
  }
}
