package io.mooring.orchestrator.messaging;

import io.mooring.contracts.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * All partitions of the topic on which participants speak. They are assigned, not balanced: one
 * orchestrator reads them, and the next one need not wait until a dead member is given up. Offsets
 * are committed after the events, so an event may come twice: the engine ignores the second.
 */
@ApplicationScoped
class StepEventSource {
  private static final Duration ANSWER = Duration.ofSeconds(2);

  /** The consumer group in which the orchestrator that writes keeps how far it has read. */
  static final String GROUP = "mooring-orchestrator";

  private static final Duration BETWEEN_COMMITS = Duration.ofMillis(200);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

  private final Map<String, Object> config;
  private volatile Optional<Consumer<String, byte[]>> consumer = Optional.empty();
  private Map<TopicPartition, Long> ends = Map.of();
  private final Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
  private long committed;
  private long looked;

  StepEventSource(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    config = new HashMap<>(kafka);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, "mooring-orchestrator");
  }

  /** Whether everything was read that participants had said when it was asked for. */
  enum Standing {
    /** Everything. */
    AT_END,
    /** There is more. */
    BEHIND,
    /** The broker does not say. */
    UNKNOWN
  }

  /** What has come; it waits for the first if there is none. */
  ConsumerRecords<String, byte[]> poll(Duration longest) {
    try {
      if (System.nanoTime() - looked > BETWEEN_LOOKS.toNanos() || consumer.isEmpty()) {
        assign();
      }
      ConsumerRecords<String, byte[]> records = consumer.get().poll(longest);
      read.putAll(records.nextOffsets());
      return records;
    } catch (WakeupException called) {
      return ConsumerRecords.empty();
    } catch (TimeoutException away) {
      LockSupport.parkNanos(longest.toNanos());
      return ConsumerRecords.empty();
    }
  }

  private void assign() {
    if (consumer.isEmpty()) {
      consumer =
          Optional.of(
              new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer()));
    }
    List<TopicPartition> partitions =
        consumer.get().partitionsFor(Topics.STEP_EVENTS, ANSWER).stream()
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new TimeoutException("the topic " + Topics.STEP_EVENTS + " is not there yet");
    }
    consumer.get().assign(partitions);
    looked = System.nanoTime();
  }

  /**
   * Asks the broker where the topic ends; asked again, whether that was reached.
   *
   * @param waiting the first record of a partition that was polled and is not yet taken
   */
  Standing standing(Map<TopicPartition, Long> waiting) {
    if (consumer.isEmpty() || consumer.get().assignment().isEmpty()) {
      return Standing.UNKNOWN;
    }
    try {
      Consumer<String, byte[]> client = consumer.get();
      if (ends.isEmpty()) {
        ends = client.endOffsets(client.assignment(), ANSWER);
      }
      for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
        Long first = waiting.get(end.getKey());
        long reached = first == null ? client.position(end.getKey(), ANSWER) : first;
        if (reached < end.getValue()) {
          return Standing.BEHIND;
        }
      }
      ends = Map.of();
      return Standing.AT_END;
    } catch (WakeupException called) {
      return Standing.BEHIND;
    } catch (KafkaException away) {
      ends = Map.of();
      return Standing.UNKNOWN;
    }
  }

  /**
   * What was polled so far is done. Each commit is work for the broker, so it is done seldom.
   *
   * @param waiting but for this: the first record of a partition that is not yet taken
   */
  void done(Map<TopicPartition, Long> waiting) {
    if (!read.isEmpty() && System.nanoTime() - committed > BETWEEN_COMMITS.toNanos()) {
      committed = System.nanoTime();
      Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>(read);
      waiting.forEach((partition, first) -> done.put(partition, new OffsetAndMetadata(first)));
      read.keySet().retainAll(waiting.keySet());
      consumer.ifPresent(client -> client.commitAsync(done, this::committed));
    }
  }

  private void committed(Map<TopicPartition, OffsetAndMetadata> done, Exception fault) {
    if (fault != null) {
      done.forEach(read::putIfAbsent);
    }
  }

  /** Makes {@link #poll} return at once; may be called by any thread. */
  void wakeUp() {
    consumer.ifPresent(Consumer::wakeup);
  }

  /** The next poll begins where {@link #done} was last said. */
  void close() {
    Optional<Consumer<String, byte[]>> former = consumer;
    consumer = Optional.empty();
    ends = Map.of();
    read.clear();
    former.ifPresent(
        client -> client.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(ANSWER)));
  }
}
