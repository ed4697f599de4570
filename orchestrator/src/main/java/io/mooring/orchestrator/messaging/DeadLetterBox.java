package io.mooring.orchestrator.messaging;

import io.mooring.bus.DeadLetterHeaders;
import io.mooring.contracts.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The records that could not be used, for people who look at them and decide. */
@ApplicationScoped
public class DeadLetterBox {
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final TopicPartition BOX = new TopicPartition(Topics.DEAD_LETTERS, 0);

  private final Map<String, Object> config;
  private final BusProducer producer;

  DeadLetterBox(
      @Identifier("default-kafka-broker") Map<String, Object> kafka, BusProducers producers) {
    this.producer = producers.prompt();
    config = new HashMap<>(kafka);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, "mooring-orchestrator-dead-letters");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
  }

  /**
   * A record that could not be used.
   *
   * @param place its place in the box
   * @param at when it was put there
   * @param reason why, as a stable word
   * @param detail where in the record; may be empty
   * @param origin where it came from, if whoever put it here said so
   * @param key its key; may be null
   * @param headers its own headers
   * @param value what it holds, or the beginning of it
   * @param cutFrom how many bytes it had, if only its beginning is here
   */
  public record Letter(
      long place,
      Instant at,
      String reason,
      String detail,
      Optional<Origin> origin,
      String key,
      Map<String, String> headers,
      byte[] value,
      Optional<Integer> cutFrom) {
    /** Whether it can be sent again as it came. */
    public boolean isWhole() {
      return origin.isPresent() && cutFrom.isEmpty();
    }
  }

  /**
   * Where a record came from.
   *
   * @param topic the topic
   * @param partition its partition
   * @param offset its place there
   */
  public record Origin(String topic, int partition, long offset) {}

  /**
   * The newest letters before a place, newest first.
   *
   * @throws BrokerAway when the broker does not answer
   */
  public List<Letter> before(long place, int most) throws BrokerAway {
    try (Consumer<String, byte[]> consumer = open()) {
      long begin = consumer.beginningOffsets(List.of(BOX), ANSWER).get(BOX);
      long end = Math.min(place, consumer.endOffsets(List.of(BOX), ANSWER).get(BOX));
      return read(consumer, Math.max(begin, end - most), end).reversed();
    } catch (KafkaException away) {
      throw new BrokerAway(away);
    }
  }

  /**
   * One letter; empty when there is none.
   *
   * @throws BrokerAway when the broker does not answer
   */
  public Optional<Letter> at(long place) throws BrokerAway {
    return before(place + 1, 1).stream().filter(letter -> letter.place() == place).findFirst();
  }

  /**
   * Sends a whole letter again to where it came from, as it came.
   *
   * @throws BrokerAway when the broker does not take it
   */
  public void sendAgain(Letter letter) throws BrokerAway {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(letter.origin().orElseThrow().topic(), letter.key(), letter.value());
    letter
        .headers()
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    switch (producer.send(List.of(record)).getFirst()) {
      case Delivery.Acknowledged taken -> {
        // Whoever reads the topic sees it anew.
      }
      case Delivery.Refused refused -> throw new BrokerAway(refused.reason());
      case Delivery.Unknown unknown -> throw new BrokerAway(unknown.reason());
    }
  }

  private Consumer<String, byte[]> open() {
    Consumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.assign(List.of(BOX));
    return consumer;
  }

  private static List<Letter> read(Consumer<String, byte[]> consumer, long from, long end)
      throws BrokerAway {
    List<Letter> letters = new ArrayList<>();
    if (from >= end) {
      return letters;
    }
    consumer.seek(BOX, from);
    long latest = System.nanoTime() + ANSWER.toNanos();
    while (consumer.position(BOX, ANSWER) < end) {
      if (System.nanoTime() > latest) {
        throw new BrokerAway("the broker gives no records");
      }
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        if (record.offset() < end) {
          letters.add(letter(record));
        }
      }
    }
    return letters;
  }

  private static Letter letter(ConsumerRecord<String, byte[]> record) {
    Map<String, String> own = new LinkedHashMap<>();
    Map<String, String> ours = new HashMap<>();
    for (Header header : record.headers()) {
      String text =
          header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
      (header.key().startsWith(DeadLetterHeaders.PREFIX) ? ours : own).put(header.key(), text);
    }
    byte[] value = record.value() == null ? new byte[0] : record.value();
    return new Letter(
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        ours.getOrDefault(DeadLetterHeaders.REASON, "unknown"),
        ours.getOrDefault(DeadLetterHeaders.DETAIL, ""),
        origin(ours),
        record.key(),
        own,
        value,
        number(ours.get(DeadLetterHeaders.CUT_FROM)).map(Long::intValue));
  }

  /** Only topics of the bus: a header is what anybody may have written. */
  private static Optional<Origin> origin(Map<String, String> ours) {
    String topic = ours.get(DeadLetterHeaders.TOPIC);
    if (Topics.all().stream().noneMatch(known -> known.name().equals(topic))) {
      return Optional.empty();
    }
    return number(ours.get(DeadLetterHeaders.PARTITION))
        .flatMap(
            partition ->
                number(ours.get(DeadLetterHeaders.OFFSET))
                    .map(offset -> new Origin(topic, partition.intValue(), offset)));
  }

  private static Optional<Long> number(String text) {
    return Optional.ofNullable(text).filter(it -> it.matches("\\d{1,18}")).map(Long::parseLong);
  }
}
