package io.mooring.orchestrator.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while a loop fails again and again: database or broker are away, or it is a defect. */
@Readiness
@ApplicationScoped
class LoopsReady implements HealthCheck {
  private static final int FAULTS_IN_A_ROW = 3;

  private final BackgroundLoops loops;

  LoopsReady(BackgroundLoops loops) {
    this.loops = loops;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("Mooring background work").up();
    for (BackgroundLoop loop : loops.all()) {
      switch (loop.state()) {
        case BackgroundLoop.State.Working working -> response.withData(loop.name(), "working");
        case BackgroundLoop.State.Failing failing -> {
          response.withData(loop.name(), failing.fault());
          if (failing.times() >= FAULTS_IN_A_ROW) {
            response.down();
          }
        }
        case BackgroundLoop.State.Broken broken ->
            response.withData(loop.name(), broken.fault()).down();
      }
    }
    return response.build();
  }
}
