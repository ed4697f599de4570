package io.mooring.participant.messaging;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How participants speak with the broker; the channels of all services refer to it. */
final class KafkaSettings {

  /** Consumers of commands. */
  @Produces
  @Singleton
  @Identifier("participant-consumer")
  Map<String, Object> consumer() {
    return Map.of(
        // A killed process is noticed after the session timeout; then others take its partitions.
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 8_000,
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_500,
        // Whoever joins takes some partitions over, the others keep working meanwhile.
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            CooperativeStickyAssignor.class.getName(),
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
        // What is done is committed this often, so at most that much is delivered again.
        ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, 1_000,
        // A command waits with us only if we can soon run it: another member could take it.
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 32,
        // Topics are made by whoever installs Mooring; one that comes later is found this soon.
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
        ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
  }

  /** Producers of events. */
  @Produces
  @Singleton
  @Identifier("participant-producer")
  Map<String, Object> producer() {
    return Map.of(
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.LINGER_MS_CONFIG,
        0);
  }
}
