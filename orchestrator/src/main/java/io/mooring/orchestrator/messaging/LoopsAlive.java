package io.mooring.orchestrator.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Not alive once a loop has ended for good, so that whoever supervises the process restarts it. */
@Liveness
@ApplicationScoped
class LoopsAlive implements HealthCheck {
  private final BackgroundLoops loops;

  LoopsAlive(BackgroundLoops loops) {
    this.loops = loops;
  }

  @Override
  public HealthCheckResponse call() {
    boolean alive =
        loops.all().stream().noneMatch(loop -> loop.state() instanceof BackgroundLoop.State.Broken);
    return HealthCheckResponse.named("Mooring background work").status(alive).build();
  }
}
