package io.mooring.orchestrator.messaging;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** The producers of this process. */
@ApplicationScoped
class BusProducers {
  private final BusProducer prompt;
  private final BusProducer patient;

  BusProducers(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    prompt = BusProducer.prompt(kafka);
    patient = BusProducer.patient(kafka);
  }

  /** For commands and dead letters. */
  BusProducer prompt() {
    return prompt;
  }

  /** For the public stream. */
  BusProducer patient() {
    return patient;
  }

  @PreDestroy
  void close() {
    patient.close();
    prompt.close();
  }
}
