package io.mooring.orchestrator;

import io.mooring.orchestrator.document.DocumentReader;
import io.mooring.orchestrator.planner.Planner;
import io.mooring.orchestrator.saga.SagaEngine;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What is pure and therefore knows nothing of injection, made available to what is not. */
@ApplicationScoped
class OrchestratorBeans {
  private static final double SPREAD = 0.2;

  @Produces
  @Singleton
  @Identifier("orchestrator")
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  DocumentReader documentReader() {
    return new DocumentReader();
  }

  @Produces
  @Singleton
  Planner planner() {
    return new Planner();
  }

  @Produces
  @Singleton
  SagaEngine sagaEngine(OrchestratorSettings settings) {
    return new SagaEngine(UUID::randomUUID, OrchestratorBeans::spread, settings.startWithin());
  }

  private static Duration spread(Duration wait) {
    double factor = 1 + ThreadLocalRandom.current().nextDouble(-SPREAD, SPREAD);
    return Duration.ofMillis(Math.round(wait.toMillis() * factor));
  }
}
