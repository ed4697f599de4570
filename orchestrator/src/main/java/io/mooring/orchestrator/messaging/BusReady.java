package io.mooring.orchestrator.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while the broker does not answer, nor until the topics are there; names the topics that
 * refuse what is to be published. It stands for Quarkus's own check of Kafka, which waits for a
 * broker that hangs as long as that hangs, with a thread for each question.
 */
@Readiness
@ApplicationScoped
class BusReady implements HealthCheck {
  private final BrokerProbe probe;
  private final BusTopics topics;
  private final CommandSender commands;

  BusReady(BrokerProbe probe, BusTopics topics, CommandSender commands) {
    this.probe = probe;
    this.topics = topics;
    this.commands = commands;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("Mooring topics");
    switch (probe.ask()) {
      case BrokerProbe.Broker.Answers answers -> response.status(topics.areThere());
      case BrokerProbe.Broker.Away away -> response.down().withData("broker", away.why());
    }
    commands.refusing().forEach((topic, rest) -> response.withData(topic, rest.reason()));
    return response.build();
  }
}
