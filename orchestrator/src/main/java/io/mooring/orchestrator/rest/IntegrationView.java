package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.mooring.orchestrator.persistence.IntegrationEntity;
import io.mooring.orchestrator.persistence.IntegrationSummary;
import io.mooring.orchestrator.persistence.SagaEntity;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An integration.
 *
 * @param name its name
 * @param generation rises with each change of the document
 * @param state of its newest saga, or {@code declared} when there is none
 * @param document the wanted state; absent in lists
 * @param saga the newest saga; absent when there is none
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
    Instant createdAt,
    Instant updatedAt) {

  static IntegrationView full(IntegrationEntity integration, Optional<SagaEntity> newest) {
    return of(
        new IntegrationSummary(
            integration.name, integration.generation, integration.createdAt, integration.updatedAt),
        integration.document,
        newest);
  }

  static IntegrationView listed(IntegrationSummary integration, Optional<SagaEntity> newest) {
    return of(integration, null, newest);
  }

  private static IntegrationView of(
      IntegrationSummary integration, String document, Optional<SagaEntity> newest) {
    Optional<SagaView> saga = newest.map(SagaView::of);
    return new IntegrationView(
        integration.name(),
        integration.generation(),
        saga.map(SagaView::state).orElse("declared"),
        document,
        saga.orElse(null),
        integration.createdAt(),
        integration.updatedAt());
  }
}
