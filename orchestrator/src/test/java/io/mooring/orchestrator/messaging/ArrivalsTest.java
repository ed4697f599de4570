package io.mooring.orchestrator.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.Participant;
import io.mooring.contracts.StepName;
import io.mooring.contracts.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Execution EXECUTION =
      new Execution(
          UUID.randomUUID(),
          new IntegrationName("lab"),
          UUID.randomUUID(),
          StepName.parse("check-node@mon"),
          1,
          1,
          Participant.CEPH,
          "ceph-0");
  private static final Event BEGUN = new Event.StepStarted(EXECUTION, NOW);
  private static final Event ENDED =
      new Event.StepUnknown(EXECUTION, NOW, "the connection was lost.", Duration.ofMillis(5));

  private static final TopicPartition PARTITION = new TopicPartition(Topics.STEP_EVENTS, 0);

  private final MessageCodec codec = new MessageCodec(Clock.systemUTC());

  @Test
  void aBeginningWaitsForItsEndAndBothAreTakenTogether() {
    Arrivals arrivals = new Arrivals(codec, null, Duration.ofHours(1));

    arrivals.addAll(polled(BEGUN));

    assertThat(arrivals.areWorthATransaction()).isFalse();
    assertThat(arrivals.isEmpty()).isFalse();

    arrivals.addAll(polled(ENDED));

    assertThat(arrivals.areWorthATransaction()).isTrue();
    assertThat(arrivals.take()).extracting(Arrivals.Arrived::event).containsExactly(BEGUN, ENDED);
    assertThat(arrivals.isEmpty()).isTrue();
    assertThat(arrivals.areWorthATransaction()).isFalse();
  }

  @Test
  void aBeginningThatHasWaitedLongEnoughIsTakenAlone() {
    Arrivals arrivals = new Arrivals(codec, null, Duration.ZERO);

    arrivals.addAll(polled(BEGUN));

    assertThat(arrivals.areWorthATransaction()).isTrue();
  }

  @Test
  void whatIsThrownAwayLeavesNothingBehind() {
    Arrivals arrivals = new Arrivals(codec, null, Duration.ofHours(1));
    arrivals.addAll(polled(BEGUN, ENDED));

    arrivals.clear();
    arrivals.addAll(polled(BEGUN));

    assertThat(arrivals.areWorthATransaction()).isFalse();
    assertThat(arrivals.take()).hasSize(1);
  }

  @Test
  void whatWaitsIsToldWithItsFirstRecordUntilItIsTaken() {
    Arrivals arrivals = new Arrivals(codec, null, Duration.ofHours(1));

    arrivals.addAll(polled(7, BEGUN));
    arrivals.addAll(polled(8, ENDED));

    assertThat(arrivals.waiting()).isEqualTo(Map.of(PARTITION, 7L));

    arrivals.take();

    assertThat(arrivals.waiting()).isEmpty();
  }

  private ConsumerRecords<String, byte[]> polled(Event... events) {
    return polled(0, events);
  }

  private ConsumerRecords<String, byte[]> polled(long first, Event... events) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    for (Event event : events) {
      records.add(record(event, first + records.size()));
    }
    return new ConsumerRecords<>(Map.of(PARTITION, records), Map.of());
  }

  private ConsumerRecord<String, byte[]> record(Event event, long offset) {
    ProducerRecord<String, byte[]> sent = codec.encode(event).on(Topics.STEP_EVENTS, "key");
    return new ConsumerRecord<>(
        sent.topic(),
        PARTITION.partition(),
        offset,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        sent.headers(),
        java.util.Optional.empty());
  }
}
