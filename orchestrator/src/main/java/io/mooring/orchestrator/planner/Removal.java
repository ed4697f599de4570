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
 * Takes a whole integration back. Pools stay, but for those whose names a person typed: these are
 * looked at before anything is changed, and deleted last, when nobody can use them any more.
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
    List<PlannedStep> looks = new ArrayList<>();
    List<PlannedStep> deletions = new ArrayList<>();
    Set<Edge> edges = new LinkedHashSet<>(undone.edges());
    for (PlannedStep step : runbook.steps()) {
      if (step.action() instanceof Action.CreatePool create
          && confirmed.contains(create.pool().name())) {
        PlannedStep delete = delete(step, create);
        PlannedStep look = StepForms.look(delete, true);
        looks.add(look);
        deletions.add(delete);
        edges.add(new Edge(look.name(), delete.name()));
        undone.steps().stream()
            .filter(user -> user.action() instanceof Action.CreateUser)
            .forEach(user -> edges.add(new Edge(user.name(), delete.name())));
      }
    }
    List<PlannedStep> steps = new ArrayList<>(looks);
    steps.addAll(undone.steps());
    steps.addAll(deletions);
    return StepForms.inThisOrder(steps, edges);
  }

  /** What happens to pools is decided by their names, and proofs leave nothing behind. */
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
    Action action = new Action.DeletePool(pool.ceph(), name, Optional.of(name.value()));
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
