package io.mooring.orchestrator.saga;

import java.util.List;
import java.util.Optional;

/**
 * The part of a saga that an input touches, as its {@link SliceQuery} asks for it.
 *
 * @param saga the saga's own row
 * @param steps the steps of the query
 * @param dependents the steps that wait for them; only for {@link SliceQuery.Around}
 * @param queued the first ready step on the node of the step; only for {@link SliceQuery.Around}
 * @param nodes the slots of the nodes of {@code steps} and {@code dependents}
 */
public record SagaSlice(
    Saga saga,
    List<SagaStep> steps,
    List<SagaStep> dependents,
    Optional<SagaStep> queued,
    List<NodeSlot> nodes) {
  /** Keeps its own copies. */
  public SagaSlice {
    steps = List.copyOf(steps);
    dependents = List.copyOf(dependents);
    nodes = List.copyOf(nodes);
  }
}
