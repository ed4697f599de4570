package io.mooring.orchestrator.planner;

import io.mooring.contracts.Mode;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.RetryPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The forms that a step of the runbook takes in the graphs of sagas. */
final class StepForms {
  private static final int LOOK_PHASE = 0;

  private StepForms() {}

  static PlannedStep in(Mode mode, PlannedStep step) {
    return copy(step, step.name(), step.phase(), mode, step.basis(), step.gate());
  }

  /** The same without another try. */
  static PlannedStep once(PlannedStep step) {
    return new PlannedStep(
        step.name(),
        step.phase(),
        step.ordinal(),
        step.mode(),
        step.node(),
        step.action(),
        step.limit(),
        new RetryPolicy(1, step.retry().firstDelay(), step.retry().longestDelay()),
        step.basis(),
        step.gate(),
        step.unreachable());
  }

  static PlannedStep gated(PlannedStep step) {
    return copy(step, step.name(), step.phase(), step.mode(), step.basis(), true);
  }

  static PlannedStep on(PlannedStep.Basis basis, PlannedStep step) {
    return copy(step, step.name(), step.phase(), step.mode(), basis, step.gate());
  }

  static PlannedStep look(PlannedStep step, boolean gate) {
    StepName name = Work.look(step.name());
    return copy(step, name, LOOK_PHASE, Mode.PLAN, PlannedStep.Basis.NONE, gate);
  }

  /**
   * The step that takes another one back.
   *
   * @param saga whose changes are taken back; empty to go back to what was before the integration
   */
  static PlannedStep undo(PlannedStep step, Optional<UUID> saga) {
    PlannedStep.Basis basis =
        saga.map(PlannedStep.Basis.NONE::undoing).orElse(PlannedStep.Basis.NONE);
    return copy(step, Work.undo(step.name()), step.phase(), Mode.UNDO, basis, false);
  }

  private static PlannedStep copy(
      PlannedStep step,
      StepName name,
      int phase,
      Mode mode,
      PlannedStep.Basis basis,
      boolean gate) {
    return new PlannedStep(
        name,
        phase,
        step.ordinal(),
        mode,
        step.node(),
        step.action(),
        step.limit(),
        step.retry(),
        basis,
        gate,
        step.unreachable());
  }

  /** The graph of these steps; checks come first, then looks, then everything else. */
  static StepGraph numbered(Collection<PlannedStep> steps, Collection<Edge> edges) {
    List<PlannedStep> ordered = new ArrayList<>(steps);
    ordered.sort(Comparator.comparingInt(StepForms::rank));
    return inThisOrder(ordered, edges);
  }

  /** The graph of these steps in this order. */
  static StepGraph inThisOrder(List<PlannedStep> ordered, Collection<Edge> edges) {
    List<PlannedStep> numbered = new ArrayList<>();
    for (PlannedStep step : ordered) {
      numbered.add(step.at(numbered.size() + 1));
    }
    return new StepGraph(numbered, List.copyOf(edges));
  }

  private static int rank(PlannedStep step) {
    int turn = Phases.turn(Phases.number(step.action()));
    boolean first = Work.of(step.action()) == Work.CHECK;
    boolean look = step.phase() == LOOK_PHASE;
    return turn + (first ? 0 : look ? Phases.MOST : 2 * Phases.MOST);
  }
}
