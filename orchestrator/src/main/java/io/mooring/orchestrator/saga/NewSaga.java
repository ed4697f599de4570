package io.mooring.orchestrator.saga;

import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.planner.Edge;
import io.mooring.orchestrator.planner.StepGraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything that is stored when a saga is made, before {@link SagaInput.Start}.
 *
 * @param saga the saga's row
 * @param steps a row for each step
 * @param edges a row for each dependency
 * @param nodes a slot for each node that has steps
 */
public record NewSaga(Saga saga, List<SagaStep> steps, List<Edge> edges, List<NodeSlot> nodes) {

  /** A saga over that graph. */
  public static NewSaga of(
      UUID id, long era, IntegrationName integration, SagaKind kind, StepGraph graph) {
    Map<StepName, Integer> unmet = graph.unmet();
    List<SagaStep> steps =
        graph.steps().stream()
            .map(planned -> SagaStep.of(planned, unmet.getOrDefault(planned.name(), 0)))
            .toList();
    StepCounts counts =
        steps.stream().map(SagaStep::state).reduce(StepCounts.NONE, StepCounts::plus, (a, b) -> b);
    List<NodeSlot> nodes =
        steps.stream()
            .map(SagaStep::node)
            .distinct()
            .map(node -> new NodeSlot(node, Optional.empty()))
            .toList();
    Saga saga = new Saga(id, era, integration, kind, SagaState.CREATED, counts, 0, Map.of());
    return new NewSaga(saga, steps, graph.edges(), nodes);
  }
}
