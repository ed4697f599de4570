package io.mooring.orchestrator.planner;

import io.mooring.contracts.StepName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which proofs still hold: nothing that they rest on, however far back, was changed since. */
final class Proofs {
  private final StepGraph runbook;
  private final Past past;
  private final Map<StepName, Instant> lastChange = new HashMap<>();

  Proofs(StepGraph runbook, Past past) {
    this.runbook = runbook;
    this.past = past;
  }

  /** For each proof when it was proved last, if that still holds. */
  Map<StepName, Optional<Instant>> valid() {
    Map<StepName, List<StepName>> dependsOn = runbook.dependsOn();
    Map<StepName, Optional<Instant>> valid = new HashMap<>();
    // In the order of the plan, so that what a step rests on is known before it.
    for (PlannedStep step : runbook.inOrder()) {
      Instant last = past.changed().getOrDefault(step.name(), Instant.MIN);
      for (StepName before : dependsOn.getOrDefault(step.name(), List.of())) {
        last = later(last, lastChange.getOrDefault(before, Instant.MIN));
      }
      lastChange.put(step.name(), last);
      if (Work.of(step.action()) == Work.PROOF) {
        Instant changed = last;
        valid.put(step.name(), past.proved(step.name(), step.action()).filter(changed::isBefore));
      }
    }
    return valid;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
