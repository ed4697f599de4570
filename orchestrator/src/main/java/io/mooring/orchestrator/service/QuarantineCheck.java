package io.mooring.orchestrator.service;

import io.mooring.orchestrator.persistence.SagaRows;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Names the sagas that are set aside. They don't make the service less ready for the others. */
@Readiness
@ApplicationScoped
class QuarantineCheck implements HealthCheck {
  private static final int MOST_NAMED = 10;

  private final SagaRows sagas;

  QuarantineCheck(SagaRows sagas) {
    this.sagas = sagas;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("Mooring sagas in quarantine").up();
    sagas
        .quarantined(MOST_NAMED)
        .forEach((saga, reason) -> response.withData(saga.toString(), reason));
    return response.build();
  }
}
