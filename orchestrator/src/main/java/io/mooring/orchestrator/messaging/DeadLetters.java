package io.mooring.orchestrator.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Keeps records that can't be used, as they came, where people can look at them. */
@ApplicationScoped
class DeadLetters {
  private static final Logger LOG = Logger.getLogger(DeadLetters.class);

  private static final int LONGEST_CUT = 64 * 1024;

  private final BusProducer producer;
  private final MeterRegistry meters;

  DeadLetters(BusProducer producer, MeterRegistry meters) {
    this.producer = producer;
    this.meters = meters;
  }

  /**
   * Publishes a record as a dead letter and waits until the broker has it. One that is too large
   * with its reason is kept without its end.
   *
   * @param reason why, as a stable word
   * @param detail where in the record; nothing of its content
   * @throws KafkaException when the broker is away; to be tried again
   */
  void keep(ConsumerRecord<String, byte[]> record, String reason, String detail) {
    String kept =
        switch (send(letter(record, record.value(), reason, detail))) {
          case Delivery.Acknowledged whole -> "It is kept on " + Topics.DEAD_LETTERS + ".";
          case Delivery.Refused tooLarge -> keepCut(record, reason, detail);
          case Delivery.Unknown away -> throw new KafkaException(away.reason());
        };
    meters.counter("mooring.dead.letters", "reason", reason).increment();
    LOG.warnf(
        "Record %d of partition %d of %s can't be used (%s: %s). %s",
        record.offset(), record.partition(), record.topic(), reason, detail, kept);
  }

  private String keepCut(ConsumerRecord<String, byte[]> record, String reason, String detail) {
    byte[] begin = Arrays.copyOf(record.value(), Math.min(record.value().length, LONGEST_CUT));
    ProducerRecord<String, byte[]> letter = letter(record, begin, reason, detail);
    letter.headers().add("mooring-cut-from", bytes(Integer.toString(record.value().length)));
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
    letter.headers().add("mooring-reason", bytes(reason));
    letter.headers().add("mooring-detail", bytes(detail));
    letter.headers().add("mooring-topic", bytes(record.topic()));
    letter.headers().add("mooring-partition", bytes(Integer.toString(record.partition())));
    letter.headers().add("mooring-offset", bytes(Long.toString(record.offset())));
    return letter;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
