package io.mooring.orchestrator.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/** Keeps records that can't be used, as they came, where people can look at them. */
@ApplicationScoped
class DeadLetters {
  private static final Logger LOG = Logger.getLogger(DeadLetters.class);

  private final BusProducer producer;
  private final MeterRegistry meters;

  DeadLetters(BusProducer producer, MeterRegistry meters) {
    this.producer = producer;
    this.meters = meters;
  }

  /**
   * Publishes a record as a dead letter and waits until the broker has it.
   *
   * @param reason why, as a stable word
   * @param detail where in the record; nothing of its content
   */
  void keep(ConsumerRecord<String, byte[]> record, String reason, String detail) {
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(
            Topics.DEAD_LETTERS, null, record.key(), record.value(), record.headers());
    letter.headers().add("mooring-reason", bytes(reason));
    letter.headers().add("mooring-detail", bytes(detail));
    letter.headers().add("mooring-topic", bytes(record.topic()));
    letter.headers().add("mooring-partition", bytes(Integer.toString(record.partition())));
    letter.headers().add("mooring-offset", bytes(Long.toString(record.offset())));
    List<BusProducer.Sent> sent = producer.send(List.of(letter));
    meters.counter("mooring.dead.letters", "reason", reason).increment();
    LOG.warnf(
        "Record %d of partition %d of %s can't be used (%s: %s). %s",
        record.offset(),
        record.partition(),
        record.topic(),
        reason,
        detail,
        sent.contains(BusProducer.Sent.ACKNOWLEDGED)
            ? "It is kept on " + Topics.DEAD_LETTERS + "."
            : "It could not be kept on " + Topics.DEAD_LETTERS + ": the broker refuses it.");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
