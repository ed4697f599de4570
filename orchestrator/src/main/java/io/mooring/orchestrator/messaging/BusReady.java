package io.mooring.orchestrator.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready until the topics are there; names the topics that refuse what is to be published. */
@Readiness
@ApplicationScoped
class BusReady implements HealthCheck {
  private final BusTopics topics;
  private final CommandSender commands;

  BusReady(BusTopics topics, CommandSender commands) {
    this.topics = topics;
    this.commands = commands;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("Mooring topics").status(topics.areThere());
    commands.refusing().forEach((topic, rest) -> response.withData(topic, rest.reason()));
    return response.build();
  }
}
