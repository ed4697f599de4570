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
 */
public record NewSaga(Saga saga, List<SagaStep> steps, List<Edge> edges) {

  /**
   * What makes a saga the one that it is.
   *
   * @param id its identity
   * @param era the upper half of its epochs
   * @param integration the integration it works for
   * @param kind what it is for
   * @param parent the saga that it takes back
   * @param facts what is known before it begins
   * @param decisions what people decided for the integration: key of a finding to choice
   */
  public record Origin(
      UUID id,
      long era,
      IntegrationName integration,
      SagaKind kind,
      Optional<UUID> parent,
      Map<String, String> facts,
      Map<String, String> decisions) {

    /** A saga that takes nothing back, of an integration for which nothing was decided. */
    public static Origin of(UUID id, long era, IntegrationName integration, SagaKind kind) {
      return new Origin(id, era, integration, kind, Optional.empty(), Map.of(), Map.of());
    }
  }

  /** A saga over that graph. */
  public static NewSaga of(Origin origin, StepGraph graph) {
    Map<StepName, Integer> unmet = graph.unmet();
    List<SagaStep> steps =
        graph.steps().stream()
            .map(planned -> SagaStep.of(planned, unmet.getOrDefault(planned.name(), 0)))
            .toList();
    int gate = (int) steps.stream().filter(SagaStep::holdsGate).count();
    Saga saga =
        new Saga(
            origin.id(),
            origin.era(),
            origin.integration(),
            origin.kind(),
            origin.parent(),
            SagaState.CREATED,
            Intent.RUN,
            StepCounts.of(steps),
            gate,
            0,
            0,
            origin.facts(),
            origin.decisions());
    return new NewSaga(saga, steps, graph.edges());
  }
}
