package io.mooring.orchestrator.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.bus.DeadLetterHeaders;
import io.mooring.contracts.Topics;
import io.mooring.orchestrator.metrics.Meter;
import io.mooring.orchestrator.service.Bell;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Keeps records that can't be used, as they came, where people can look at them. */
@ApplicationScoped
class DeadLetters {
  private static final Logger LOG = Logger.getLogger(DeadLetters.class);

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int LONGEST_CUT = 64 * 1024;

  private final BusProducer producer;
  private final MeterRegistry meters;
  private final BackgroundLoops loops;
  private final Bell bell = new Bell();
  private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();
  private BackgroundLoop loop;

  DeadLetters(BusProducers producers, MeterRegistry meters, BackgroundLoops loops) {
    this.producer = producers.prompt();
    this.meters = meters;
    this.loops = loops;
  }

  private record Letter(ConsumerRecord<String, byte[]> record, String reason, String detail) {}

  void start(@Observes StartupEvent started) {
    loop = loops.start("mooring-dead-letters", bell, POLL, this::publish);
  }

  void stop(@Observes ShutdownEvent stopped) {
    if (loop != null) {
      loop.stop();
    }
  }

  /**
   * Keeps a record as a dead letter, as soon as the broker takes it. One that is too large with its
   * reason is kept without its end.
   *
   * @param reason why, as a stable word
   * @param detail where in the record; nothing of its content
   */
  void keep(ConsumerRecord<String, byte[]> record, String reason, String detail) {
    letters.add(new Letter(record, reason, detail));
    bell.ring();
  }

  /** Whether the broker has all of them. */
  boolean areKept() {
    return letters.isEmpty();
  }

  private void publish() {
    for (Letter letter = letters.peek(); letter != null; letter = letters.peek()) {
      publish(letter.record(), letter.reason(), letter.detail());
      letters.remove();
    }
  }

  private void publish(ConsumerRecord<String, byte[]> record, String reason, String detail) {
    String kept =
        switch (send(letter(record, record.value(), reason, detail))) {
          case Delivery.Acknowledged whole -> "It is kept on " + Topics.DEAD_LETTERS + ".";
          case Delivery.Refused tooLarge -> keepCut(record, reason, detail);
          case Delivery.Unknown away -> throw new KafkaException(away.reason());
        };
    Meter.DEAD_LETTERS.count(meters, reason);
    LOG.warnf(
        "Record %d of partition %d of %s can't be used (%s: %s). %s",
        record.offset(), record.partition(), record.topic(), reason, detail, kept);
  }

  private String keepCut(ConsumerRecord<String, byte[]> record, String reason, String detail) {
    byte[] begin = Arrays.copyOf(record.value(), Math.min(record.value().length, LONGEST_CUT));
    ProducerRecord<String, byte[]> letter = letter(record, begin, reason, detail);
    DeadLetterHeaders.addCutFrom(letter.headers(), record.value().length);
    return switch (send(letter)) {
      case Delivery.Acknowledged cut -> "Its beginning is kept on " + Topics.DEAD_LETTERS + ".";
      case Delivery.Refused refused ->
          "The broker refuses it on " + Topics.DEAD_LETTERS + ": " + refused.reason();
      case Delivery.Unknown away -> throw new KafkaException(away.reason());
    };
  }

  private Delivery send(ProducerRecord<String, byte[]> letter) {
    return producer.send(List.of(letter)).getFirst();
  }

  private static ProducerRecord<String, byte[]> letter(
      ConsumerRecord<String, byte[]> record, byte[] value, String reason, String detail) {
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(Topics.DEAD_LETTERS, null, record.key(), value, record.headers());
    DeadLetterHeaders.add(
        letter.headers(), reason, detail, record.topic(), record.partition(), record.offset());
    return letter;
  }
}
