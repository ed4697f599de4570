package io.mooring.orchestrator.saga;

import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A saga as the engine sees it: whatever it asks for costs the same, however large the saga is. */
public interface SagaView {
  /** The saga's own row. */
  Saga saga();

  /** A step; empty if the saga has no such step. */
  Optional<SagaStep> step(StepName name);

  /** The steps that wait for a step. */
  List<SagaStep> dependents(StepName name);

  /** The steps that a step waits for, or has waited for. */
  List<StepName> dependsOn(StepName name);

  /** The ready step of a node that comes first in the plan. */
  Optional<SagaStep> firstReady(NodeName node);

  /** The step that is dispatched to a node. */
  Optional<StepName> busy(NodeName node);

  /** How many looks of a node that hold the gate, or held it, have not ended well. */
  int openLooks(NodeName node);

  /** All ready steps; as many as there are. */
  List<SagaStep> ready();

  /** All steps in the order of the plan; as many as there are. */
  Collection<SagaStep> steps();
}
