package io.mooring.orchestrator.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/** Produces records, and says what became of each. Idempotent, all replicas. */
class BusProducer {
  private static final Logger LOG = Logger.getLogger(BusProducer.class);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final Delivery ACKNOWLEDGED = new Delivery.Acknowledged();

  /** Longer than the client's own time limit: after it, its thread is not there any more. */
  private static final Duration LATEST_ANSWER = Duration.ofSeconds(45);

  private final Map<String, Object> config;
  private Optional<Producer<String, byte[]>> producer = Optional.empty();

  private BusProducer(Map<String, Object> kafka, Map<String, Object> own) {
    config = new HashMap<>(kafka);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A batch that a topic's own limit refuses is split to this size: for ever, were it above it.
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 16 * 1024);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    config.putAll(own);
  }

  /**
   * For what somebody waits for: nothing waits for more, but what comes while a request is under
   * way goes together.
   */
  static BusProducer prompt(Map<String, Object> kafka) {
    return new BusProducer(
        kafka,
        Map.of(
            ProducerConfig.CLIENT_ID_CONFIG,
            "mooring-orchestrator",
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1));
  }

  /**
   * For what nobody waits for: on a connection of its own, so that it holds nothing up, and
   * compressed, so that a batch that stays small enough to be split carries several times as much.
   */
  static BusProducer patient(Map<String, Object> kafka) {
    return new BusProducer(
        kafka,
        Map.of(
            ProducerConfig.CLIENT_ID_CONFIG,
            "mooring-orchestrator-stream",
            ProducerConfig.LINGER_MS_CONFIG,
            10,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4"));
  }

  /**
   * Produces records of one topic in this order and waits for all of them. After one that the topic
   * does not even queue, the rest is not tried: each would wait as long as the first.
   *
   * @return what happened to each
   */
  List<Delivery> send(List<ProducerRecord<String, byte[]>> records) {
    List<CompletableFuture<Delivery>> answers = new ArrayList<>(records.size());
    Optional<Delivery> away = Optional.empty();
    Producer<String, byte[]> client = client();
    for (ProducerRecord<String, byte[]> record : records) {
      CompletableFuture<Delivery> answer =
          away.map(CompletableFuture::completedFuture).orElseGet(() -> queue(client, record));
      answers.add(answer);
      if (answer.getNow(ACKNOWLEDGED) instanceof Delivery.Unknown unknown) {
        away = Optional.of(unknown);
      }
    }
    return answers.stream().map(answer -> await(client, answer)).toList();
  }

  /**
   * Produces a record and does not wait.
   *
   * @param answered is told what happened to it, by another thread or before this returns
   * @return whether it was queued; otherwise the next one of its topic would not be either
   */
  boolean send(ProducerRecord<String, byte[]> record, Consumer<Delivery> answered) {
    CompletableFuture<Delivery> answer = queue(client(), record);
    boolean queued = !(answer.getNow(ACKNOWLEDGED) instanceof Delivery.Unknown);
    answer.thenAccept(answered);
    return queued;
  }

  private Delivery await(Producer<String, byte[]> client, CompletableFuture<Delivery> answer) {
    try {
      return answer.get(LATEST_ANSWER.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException never) {
      LOG.error("The Kafka client gives no answer any more; a new one takes its place");
      replace(client);
      return new Delivery.Unknown("the Kafka client gives no answer");
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("no answer is a fault", impossible);
    } catch (InterruptedException end) {
      throw new InterruptException(end);
    }
  }

  private static CompletableFuture<Delivery> queue(
      Producer<String, byte[]> client, ProducerRecord<String, byte[]> record) {
    CompletableFuture<Delivery> answer = new CompletableFuture<>();
    try {
      client.send(record, (where, fault) -> answer.complete(delivery(fault)));
    } catch (KafkaException | IllegalStateException fault) {
      answer.complete(delivery(fault));
    }
    return answer;
  }

  private synchronized Producer<String, byte[]> client() {
    if (producer.isEmpty()) {
      producer = Optional.of(new KafkaProducer<>(config));
    }
    return producer.get();
  }

  private synchronized void replace(Producer<String, byte[]> dead) {
    if (producer.filter(client -> client == dead).isPresent()) {
      producer = Optional.empty();
      dead.close(Duration.ZERO);
    }
  }

  private static Delivery delivery(Exception fault) {
    return switch (fault) {
      case null -> ACKNOWLEDGED;
      case RecordTooLargeException never -> new Delivery.Refused(never.getMessage());
      case InvalidTopicException never -> new Delivery.Refused(never.getMessage());
      default -> new Delivery.Unknown(fault.toString());
    };
  }

  synchronized void close() {
    producer.ifPresent(client -> client.close(CLOSE));
  }
}
