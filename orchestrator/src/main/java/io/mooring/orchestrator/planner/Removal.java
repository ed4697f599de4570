package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.Limits;
import io.mooring.contracts.Mode;
import io.mooring.contracts.PoolName;
import io.mooring.contracts.StepName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Takes a whole integration back; its pools are deleted last, when nobody can use them any more.
 */
final class Removal {
  private final StepGraph runbook;
  private final Set<PoolName> confirmed;

  Removal(StepGraph runbook, Set<PoolName> confirmed) {
    this.runbook = runbook;
    this.confirmed = confirmed;
  }

  StepGraph graph() {
    StepGraph undone =
        new Reversal(runbook, Predicate.not(keptOut()::contains), Optional.empty()).graph();
    List<PlannedStep> steps = new ArrayList<>(undone.steps());
    Set<Edge> edges = new LinkedHashSet<>(undone.edges());
    for (PlannedStep step : runbook.steps()) {
      if (step.action() instanceof Action.CreatePool create) {
        PlannedStep delete = delete(step, create);
        steps.add(delete);
        undone.steps().stream()
            .filter(user -> user.action() instanceof Action.CreateUser)
            .forEach(user -> edges.add(new Edge(user.name(), delete.name())));
      }
    }
    return StepForms.inThisOrder(steps, edges);
  }

  /** Pools are deleted instead, and proofs leave nothing behind. */
  private Set<StepName> keptOut() {
    return runbook.steps().stream()
        .filter(
            step ->
                step.action() instanceof Action.CreatePool || Work.of(step.action()) == Work.PROOF)
        .map(PlannedStep::name)
        .collect(Collectors.toSet());
  }

  private PlannedStep delete(PlannedStep create, Action.CreatePool pool) {
    PoolName name = pool.pool().name();
    Action action =
        new Action.DeletePool(
            pool.ceph(), name, Optional.of(name.value()).filter(typed -> confirmed.contains(name)));
    return new PlannedStep(
        StepName.of(Phases.name(action), name.value(), create.name().node()),
        Phases.number(action),
        create.ordinal(),
        Mode.APPLY,
        create.node(),
        action,
        Limits.of(action),
        create.retry(),
        PlannedStep.Basis.NONE,
        false,
        create.unreachable());
  }
}
