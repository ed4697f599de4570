package io.mooring.lab;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Every record of every topic of the product's broker, from the beginning. */
final class BusPlaces {
  private final String broker;

  BusPlaces(String broker) {
    this.broker = broker;
  }

  /** Keys, headers and values. */
  List<Place> records() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker, "exclude.internal.topics", false);
    List<Place> places = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(500)).forEach(record -> add(places, record));
      }
    }
    return places;
  }

  private static void add(List<Place> places, ConsumerRecord<byte[], byte[]> record) {
    String where =
        "topic %s, partition %d, offset %d"
            .formatted(record.topic(), record.partition(), record.offset());
    places.add(new Place(where + ", value", orEmpty(record.value())));
    places.add(new Place(where + ", key", orEmpty(record.key())));
    for (Header header : record.headers()) {
      places.add(new Place(where + ", header " + header.key(), orEmpty(header.value())));
    }
  }

  private static byte[] orEmpty(byte[] bytes) {
    return bytes == null ? "".getBytes(StandardCharsets.UTF_8) : bytes;
  }
}
