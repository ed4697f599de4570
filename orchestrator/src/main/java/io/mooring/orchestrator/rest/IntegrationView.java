package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.mooring.orchestrator.persistence.DriftRows;
import io.mooring.orchestrator.persistence.IntegrationEntity;
import io.mooring.orchestrator.persistence.IntegrationSummary;
import io.mooring.orchestrator.saga.SagaState;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An integration.
 *
 * @param name its name
 * @param generation rises with each change of the document
 * @param state of its newest saga; {@code declared} when there is none, {@code drifted} when the
 *     newest ended well and the world is not as it is wanted
 * @param document the wanted state; absent in lists
 * @param saga the newest saga; absent when there is none
 * @param drift since when the world is not as it is wanted; absent when nothing of it is known
 * @param createdAt when it was first submitted
 * @param updatedAt when its document last changed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "Integration",
    requiredProperties = {"name", "generation", "state", "createdAt", "updatedAt"})
public record IntegrationView(
    String name,
    int generation,
    String state,
    @JsonRawValue @Schema(implementation = Object.class) String document,
    SagaView saga,
    Drift drift,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * That the world is not as the integration wants it.
   *
   * @param since when a verification saw it first
   * @param saga the verification that looked last; its plan has the differences
   * @param steps how many steps differ, or could not be looked at or proved
   */
  record Drift(Instant since, UUID saga, int steps) {}

  static IntegrationView full(
      IntegrationEntity integration, Optional<SagaView> newest, Optional<DriftRows.Drift> drift) {
    return of(
        new IntegrationSummary(
            integration.name, integration.generation, integration.createdAt, integration.updatedAt),
        integration.document,
        newest,
        drift);
  }

  static IntegrationView listed(
      IntegrationSummary integration, Optional<SagaView> saga, Optional<DriftRows.Drift> drift) {
    return of(integration, null, saga, drift);
  }

  private static IntegrationView of(
      IntegrationSummary integration,
      String document,
      Optional<SagaView> saga,
      Optional<DriftRows.Drift> drift) {
    String state = saga.map(SagaView::state).orElse("declared");
    return new IntegrationView(
        integration.name(),
        integration.generation(),
        drift.isPresent() && state.equals(SagaState.SUCCEEDED.label()) ? "drifted" : state,
        document,
        saga.orElse(null),
        drift.map(it -> new Drift(it.since(), it.saga(), it.steps())).orElse(null),
        integration.createdAt(),
        integration.updatedAt());
  }
}
