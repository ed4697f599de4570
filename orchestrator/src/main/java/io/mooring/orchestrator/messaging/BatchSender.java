package io.mooring.orchestrator.messaging;

import io.mooring.contracts.StepName;
import io.mooring.contracts.Topics;
import io.mooring.orchestrator.persistence.OutboxRows;
import io.mooring.orchestrator.persistence.OutboxRows.Pending;
import io.mooring.orchestrator.service.RefusedCommands;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/** Sends messages of one topic, forgets those that arrived, and parks those that never will. */
@ApplicationScoped
class BatchSender {
  private static final Logger LOG = Logger.getLogger(BatchSender.class);

  private final OutboxRows outbox;
  private final BusProducer producer;
  private final RefusedCommands refusedCommands;

  BatchSender(OutboxRows outbox, BusProducer producer, RefusedCommands refusedCommands) {
    this.outbox = outbox;
    this.producer = producer;
    this.refusedCommands = refusedCommands;
  }

  /**
   * Sends messages and waits for the broker.
   *
   * @return why some of them are to be sent again; empty when none is
   */
  Optional<String> send(List<Pending> messages) {
    List<Delivery> deliveries = producer.send(messages.stream().map(Pending::record).toList());
    List<Long> arrived = new ArrayList<>(messages.size());
    Optional<String> unknown = Optional.empty();
    for (int i = 0; i < messages.size(); i++) {
      Pending message = messages.get(i);
      switch (deliveries.get(i)) {
        case Delivery.Acknowledged acknowledged -> arrived.add(message.position());
        case Delivery.Refused refused -> park(message, refused.reason());
        case Delivery.Unknown notYet -> unknown = Optional.of(notYet.reason());
      }
    }
    outbox.remove(arrived);
    return unknown;
  }

  private void park(Pending message, String refusal) {
    ProducerRecord<String, byte[]> record = message.record();
    LOG.errorf(
        "The broker will never take message %d for %s, so it is parked in the outbox: %s",
        message.position(), record.topic(), refusal);
    boolean isCommand = record.headers().lastHeader("ce_subject") != null;
    if (isCommand && !record.topic().equals(Topics.SAGA_EVENTS)) {
      refusedCommands.fail(
          UUID.fromString(header(record, "ce_correlationid")),
          StepName.parse(header(record, "ce_subject")),
          UUID.fromString(header(record, "ce_id")),
          refusal);
    }
    outbox.park(message.position(), refusal);
  }

  private static String header(ProducerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
