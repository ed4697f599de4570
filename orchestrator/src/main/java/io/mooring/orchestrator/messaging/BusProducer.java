package io.mooring.orchestrator.messaging;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Produces records and waits until the broker has them. Idempotent, all replicas. */
@ApplicationScoped
class BusProducer {
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;

  BusProducer(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "mooring-orchestrator");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    this.producer = new KafkaProducer<>(config);
  }

  /** Whether the broker has a record. */
  enum Sent {
    /** It has it. */
    ACKNOWLEDGED,
    /** It will never take it. */
    REFUSED
  }

  /**
   * Produces records in this order and waits for all of them.
   *
   * @return what became of each
   * @throws KafkaException when the broker is away; any of the records may have arrived
   */
  List<Sent> send(List<ProducerRecord<String, byte[]>> records) {
    List<Future<RecordMetadata>> answers = new ArrayList<>(records.size());
    for (ProducerRecord<String, byte[]> record : records) {
      answers.add(producer.send(record));
    }
    List<Sent> sent = new ArrayList<>(records.size());
    for (Future<RecordMetadata> answer : answers) {
      sent.add(await(answer));
    }
    return sent;
  }

  @PreDestroy
  void close() {
    producer.close(CLOSE);
  }

  private static Sent await(Future<RecordMetadata> answer) {
    try {
      answer.get();
      return Sent.ACKNOWLEDGED;
    } catch (ExecutionException refused) {
      return switch (refused.getCause()) {
        case RecordTooLargeException never -> Sent.REFUSED;
        case InvalidTopicException never -> Sent.REFUSED;
        case Throwable fault -> throw new KafkaException("the broker did not take a record", fault);
      };
    } catch (InterruptedException end) {
      throw new InterruptException(end);
    }
  }
}
