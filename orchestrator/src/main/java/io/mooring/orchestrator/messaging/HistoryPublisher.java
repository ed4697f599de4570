package io.mooring.orchestrator.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.bus.Encoded;
import io.mooring.bus.Envelope;
import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Topics;
import io.mooring.orchestrator.metrics.Meter;
import io.mooring.orchestrator.persistence.HistoryRows;
import io.mooring.orchestrator.persistence.HistoryRows.Placed;
import io.mooring.orchestrator.persistence.StoredEntry;
import io.mooring.orchestrator.persistence.StreamCursor;
import io.mooring.orchestrator.persistence.StreamPosition;
import io.mooring.orchestrator.service.Bell;
import io.mooring.orchestrator.service.SagaAdvanced;
import io.mooring.orchestrator.service.SagaWriter;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Publishes the history for everybody, behind a cursor of its own: the orchestrator that writes
 * does so, and nothing waits for it. An entry may come twice, with the same identity, when a
 * process dies in between, but never not at all.
 */
@ApplicationScoped
class HistoryPublisher {
  private static final Logger LOG = Logger.getLogger(HistoryPublisher.class);
  private static final int AT_ONCE = 1000;

  /** Larger batches cost less; who follows the stream does not notice. */
  private static final Duration GATHERING = Duration.ofMillis(50);

  private static final Duration POLL = Duration.ofSeconds(1);

  private final HistoryRows history;
  private final StreamCursor cursor;
  private final SagaWriter writer;
  private final BusProducer producer;
  private final MeterRegistry meters;
  private final BackgroundLoops loops;
  private final MessageCodec codec;
  private final Bell bell = new Bell();
  private BackgroundLoop loop;

  HistoryPublisher(
      HistoryRows history,
      StreamCursor cursor,
      SagaWriter writer,
      BusProducers producers,
      MeterRegistry meters,
      BackgroundLoops loops,
      @Identifier("orchestrator") Clock clock) {
    this.history = history;
    this.cursor = cursor;
    this.writer = writer;
    this.producer = producers.patient();
    this.meters = meters;
    this.loops = loops;
    this.codec = new MessageCodec(clock);
  }

  void start(@Observes StartupEvent started) {
    loop = loops.start("mooring-public-stream", bell, POLL, this::publish);
  }

  void stop(@Observes ShutdownEvent stopped) {
    if (loop != null) {
      loop.stop();
    }
  }

  void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaAdvanced advanced) {
    bell.ring();
  }

  private void publish() {
    int published = AT_ONCE;
    while (published > 0 && writer.isWriting()) {
      published = publishSome(cursor.position());
      if (published < AT_ONCE) {
        LockSupport.parkNanos(GATHERING.toNanos());
      }
    }
  }

  private int publishSome(StreamPosition after) {
    List<Placed> entries = history.ofAll(after, AT_ONCE);
    if (!entries.isEmpty()) {
      List<Delivery> deliveries =
          producer.send(entries.stream().map(placed -> message(placed.entry())).toList());
      for (int i = 0; i < deliveries.size(); i++) {
        switch (deliveries.get(i)) {
          case Delivery.Acknowledged there -> {
            // As it should be.
          }
          case Delivery.Refused never -> publishCut(entries.get(i).entry(), never.reason());
          case Delivery.Unknown away -> throw new KafkaException(away.reason());
        }
      }
      cursor.moveTo(entries.getLast().position());
    }
    return entries.size();
  }

  /** What is too large for the broker is published without its details. */
  private void publishCut(StoredEntry entry, String refusal) {
    LOG.warnf(
        "Entry %d of the history is published without its details: %s", entry.sequence(), refusal);
    switch (producer.send(List.of(message(entry.cut()))).getFirst()) {
      case Delivery.Acknowledged there -> {
        // Everybody is told of it.
      }
      case Delivery.Refused again -> leaveOut(entry, again.reason());
      case Delivery.Unknown away -> throw new KafkaException(away.reason());
    }
  }

  /** The history has it all the same; those behind it must not wait for it. */
  private void leaveOut(StoredEntry entry, String refusal) {
    Meter.STREAM_LEFT_OUT.count(meters);
    LOG.errorf(
        "Entry %d of the history (%s of saga %s) is missing on %s: the broker does not even take it"
            + " without its details: %s. The history itself has it: mooring events %s. To mend it,"
            + " raise max.message.bytes of that topic.",
        entry.sequence(), entry.type(), entry.saga(), Topics.SAGA_EVENTS, refusal, entry.saga());
  }

  private ProducerRecord<String, byte[]> message(StoredEntry entry) {
    Envelope envelope =
        new Envelope(
            entry.identity(),
            "/orchestrator",
            entry.eventType(),
            Optional.ofNullable(entry.step()),
            entry.at(),
            entry.saga(),
            Optional.empty(),
            Optional.empty());
    Encoded message = codec.encode(envelope, entry);
    return message.on(Topics.SAGA_EVENTS, entry.saga().toString());
  }
}
