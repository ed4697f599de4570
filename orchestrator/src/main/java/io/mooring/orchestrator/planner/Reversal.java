package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.Mode;
import io.mooring.contracts.StepName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Takes steps back, the last first. A service's configuration and its restart are one unit: the
 * file goes back first, then the service is restarted with it. Steps that are not taken back are
 * left out, and what was after them comes before what was before them all the same.
 */
final class Reversal {
  private final StepGraph graph;
  private final Optional<UUID> saga;
  private final Map<StepName, PlannedStep> undone = new LinkedHashMap<>();
  private final Map<StepName, StepName> unitOf = new HashMap<>();

  /**
   * A reversal.
   *
   * @param graph the steps as they were done
   * @param wanted which of the steps that may have changed something are taken back
   * @param saga whose changes are taken back; empty to go back to what was before the integration
   */
  Reversal(StepGraph graph, Predicate<StepName> wanted, Optional<UUID> saga) {
    this.graph = graph;
    this.saga = saga;
    Set<String> services = new HashSet<>();
    for (PlannedStep step : graph.steps()) {
      if (step.mode() == Mode.APPLY && leavesSomething(step.action()) && wanted.test(step.name())) {
        undone.put(step.name(), step);
        service(step).ifPresent(service -> services.add(service + step.name().node()));
      }
    }
    for (PlannedStep step : graph.steps()) {
      Optional<String> service =
          service(step).filter(name -> services.contains(name + step.name().node()));
      boolean isTakenBack = undone.containsKey(step.name()) || isRestart(step.action());
      if (service.isPresent() && step.mode() == Mode.APPLY && isTakenBack) {
        // With its configuration a service's restart is taken back too: it is due or it is not.
        undone.put(step.name(), step);
        unitOf.put(step.name(), StepName.of(service.get(), step.name().node()));
      }
    }
  }

  private static boolean isRestart(Action action) {
    return action instanceof Action.RestartGlance
        || action instanceof Action.RestartCinder
        || action instanceof Action.RestartCinderBackup
        || action instanceof Action.RestartNova;
  }

  /** Packages stay, and a check leaves nothing. */
  private static boolean leavesSomething(Action action) {
    return Work.of(action) != Work.CHECK
        && !(action instanceof Action.InstallClient || action instanceof Action.ProveAccess);
  }

  /**
   * The service on its node that a step configures or restarts. Those that may read one file are
   * one: it goes back as a whole.
   */
  private static Optional<String> service(PlannedStep step) {
    return switch (step.action()) {
      case Action.ConfigureGlance a -> Optional.of("glance");
      case Action.RestartGlance a -> Optional.of("glance");
      case Action.ConfigureCinder a -> Optional.of("cinder");
      case Action.RestartCinder a -> Optional.of("cinder");
      case Action.ConfigureCinderBackup a -> Optional.of("cinder");
      case Action.RestartCinderBackup a -> Optional.of("cinder");
      case Action.ConfigureNova a -> Optional.of("nova");
      case Action.RestartNova a -> Optional.of("nova");
      case Action.ConfigureDeployer a -> Optional.empty();
      case Action.InstallClient a -> Optional.empty();
      case Action.CreatePool a -> Optional.empty();
      case Action.DeletePool a -> Optional.empty();
      case Action.CreateUser a -> Optional.empty();
      case Action.PlaceConf a -> Optional.empty();
      case Action.PlaceKeyring a -> Optional.empty();
      case Action.DefineSecret a -> Optional.empty();
      case Action.CheckNode a -> Optional.empty();
      case Action.CheckCluster a -> Optional.empty();
      case Action.CheckImages a -> Optional.empty();
      case Action.CheckOpenstack a -> Optional.empty();
      case Action.ProveAccess a -> Optional.empty();
      case Action.TestImage a -> Optional.empty();
      case Action.CopyImages a -> Optional.empty();
      case Action.TestVolume a -> Optional.empty();
      case Action.TestBackup a -> Optional.empty();
      case Action.CreateVolumeType a -> Optional.empty();
    };
  }

  StepGraph graph() {
    Set<Edge> edges = new LinkedHashSet<>();
    Map<StepName, List<StepName>> dependents = graph.dependents();
    Map<StepName, List<PlannedStep>> units = units();
    units.forEach((unit, steps) -> inside(steps, edges));
    for (PlannedStep step : undone.values()) {
      for (StepName after : nextUndone(step.name(), dependents)) {
        if (!unit(after).equals(unit(step.name()))) {
          List<PlannedStep> later = units.get(unit(after));
          List<PlannedStep> earlier = units.get(unit(step.name()));
          edges.add(
              new Edge(Work.undo(later.getLast().name()), Work.undo(earlier.getFirst().name())));
        }
      }
    }
    List<PlannedStep> ordered = new ArrayList<>();
    List<List<PlannedStep>> reversed = new ArrayList<>(units.values());
    Collections.reverse(reversed);
    for (List<PlannedStep> unit : reversed) {
      unit.forEach(step -> ordered.add(StepForms.undo(step, saga)));
    }
    return StepForms.inThisOrder(ordered, edges);
  }

  private StepName unit(StepName step) {
    return unitOf.getOrDefault(step, step);
  }

  /**
   * The units in the order in which they were done; within one, as they are taken back: what was
   * configured goes back before anything is restarted with it.
   */
  private Map<StepName, List<PlannedStep>> units() {
    Map<StepName, List<PlannedStep>> units = new LinkedHashMap<>();
    for (PlannedStep step : graph.inOrder()) {
      if (undone.containsKey(step.name())) {
        units.computeIfAbsent(unit(step.name()), name -> new ArrayList<>()).add(step);
      }
    }
    units
        .values()
        .forEach(unit -> unit.sort(Comparator.comparing(step -> isRestart(step.action()))));
    return units;
  }

  private static void inside(List<PlannedStep> steps, Set<Edge> edges) {
    for (int i = 1; i < steps.size(); i++) {
      edges.add(new Edge(Work.undo(steps.get(i - 1).name()), Work.undo(steps.get(i).name())));
    }
  }

  /** The first steps after a step, on every way, which are taken back too. */
  private Set<StepName> nextUndone(StepName step, Map<StepName, List<StepName>> dependents) {
    Set<StepName> found = new LinkedHashSet<>();
    Set<StepName> seen = new HashSet<>();
    Deque<StepName> todo = new ArrayDeque<>(dependents.getOrDefault(step, List.of()));
    while (!todo.isEmpty()) {
      StepName next = todo.poll();
      if (seen.add(next)) {
        if (undone.containsKey(next)) {
          found.add(next);
        } else {
          todo.addAll(dependents.getOrDefault(next, List.of()));
        }
      }
    }
    return found;
  }
}
