package io.mooring.participant.messaging;

import static java.util.Map.entry;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How participants speak with the broker. A channel of a service says only which topic it reads and
 * in which group, and refers to these for the rest.
 */
final class KafkaSettings {
  private static final String BYTES = ByteArrayDeserializer.class.getName();

  /** One attempt may copy images for a day (openstack-config-service, CopyRun). */
  private static final Duration LONGEST_STEP = Duration.ofHours(30);

  /** Consumers of commands. */
  @Produces
  @Singleton
  @Identifier("participant-consumer")
  Map<String, Object> consumer() {
    return Map.ofEntries(
        entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, BYTES),
        entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, BYTES),
        // The codec reads CloudEvents; the connector would fail the channel on a malformed one.
        entry("cloud-events", false),
        // Who must give partitions away ends what runs there, and commits it.
        entry("consumer-rebalance-listener.name", Handover.NAME),
        // The connector asks how far a partition is committed when its first record comes, one
        // partition after the other, and each time only when a poll without records has ended.
        entry("poll-timeout", 100),
        // A record is acknowledged when its step has ended, and others may end before it.
        entry("commit-strategy", "throttled"),
        // Only what takes longer than any step is a fault.
        entry("throttled.unprocessed-record-max-age.ms", (int) LONGEST_STEP.toMillis()),
        // A killed process is noticed after the session timeout; then others take its partitions.
        entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 8_000),
        entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_500),
        // Whoever joins takes some partitions over, the others keep working meanwhile.
        entry(
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            CooperativeStickyAssignor.class.getName()),
        entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
        // What is done is committed this often, so at most that much is delivered again.
        entry(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, 1_000),
        // A command waits with us only if we can soon run it: another member could take it.
        entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 32),
        // Topics are made by whoever installs Mooring; one that comes later is found this soon.
        entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
        entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000));
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
