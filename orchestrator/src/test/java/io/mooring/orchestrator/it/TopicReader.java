package io.mooring.orchestrator.it;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning. */
public final class TopicReader implements AutoCloseable {
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

  /** Subscribes. */
  public TopicReader(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                "reader-" + UUID.randomUUID(),
                "auto.offset.reset",
                "earliest",
                "allow.auto.create.topics",
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic));
  }

  /** Everything that came so far. */
  public List<ConsumerRecord<String, byte[]>> records() {
    consumer.poll(Duration.ofMillis(200)).forEach(records::add);
    return List.copyOf(records);
  }

  /** Everything up to where the topic ends now; a poll brings some partitions before others. */
  public List<ConsumerRecord<String, byte[]>> recordsToTheEnd() {
    await().until(() -> !records().isEmpty() && !consumer.assignment().isEmpty());
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    await()
        .until(
            () -> {
              records();
              return ends.entrySet().stream()
                  .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
    return List.copyOf(records);
  }

  /** The values that came so far, as texts. */
  public List<String> texts() {
    return records().stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  /** Whether such a record came so far. */
  public boolean has(Predicate<ConsumerRecord<String, byte[]>> wanted) {
    return records().stream().anyMatch(wanted);
  }

  /** A header of a record as a text; empty when it has none. */
  public static String header(ConsumerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
