package io.mooring.participant.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.participant.run.ParticipantSettings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HandoverTest {
  private static final TopicPartition GOES = new TopicPartition("commands", 1);
  private static final TopicPartition STAYS = new TopicPartition("commands", 2);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

  @Test
  void whatRunsIsEndedAndCommittedAndWhatHasNotBegunIsLeft() {
    // given
    Handover handover = handover(Duration.ofSeconds(20));
    consumer.assign(List.of(GOES, STAYS));
    PartitionInHand inHand = handover.received(GOES, 5);
    handover.received(GOES, 6);
    handover.received(GOES, 7);
    assertThat(handover.begin(inHand, 5)).isTrue();
    assertThat(handover.begin(inHand, 6)).isTrue();
    handover.end(inHand, 6, true);

    // when
    CompletableFuture<Void> given =
        CompletableFuture.runAsync(() -> handover.onPartitionsRevoked(consumer, List.of(GOES)));
    await()
        .until(
            () -> {
              boolean begun = handover.begin(inHand, 7);
              if (begun) {
                handover.end(inHand, 7, false);
              }
              return !begun;
            });

    // then
    assertThat(given).isNotDone();
    handover.end(inHand, 5, true);
    given.join();
    assertThat(committed(GOES)).isEqualTo(7);
  }

  @Test
  void whatTakesTooLongIsDeliveredAgainWithAllBehindIt() {
    Handover handover = handover(Duration.ofMillis(10));
    consumer.assign(List.of(GOES, STAYS));
    PartitionInHand inHand = handover.received(GOES, 5);
    handover.received(GOES, 6);
    handover.begin(inHand, 5);
    handover.begin(inHand, 6);
    handover.end(inHand, 6, true);

    handover.onPartitionsRevoked(consumer, List.of(GOES));

    assertThat(committed(GOES)).isEqualTo(5);
  }

  @Test
  void aPartitionThatStaysIsNotHeldUp() {
    Handover handover = handover(Duration.ofMinutes(1));
    consumer.assign(List.of(GOES, STAYS));
    PartitionInHand stays = handover.received(STAYS, 1);
    handover.begin(stays, 1);

    handover.onPartitionsRevoked(consumer, List.of(GOES));

    handover.received(STAYS, 2);
    assertThat(handover.begin(stays, 2)).isTrue();
    assertThat(consumer.committed(Set.of(GOES, STAYS)).values()).allMatch(Objects::isNull);
  }

  private static Handover handover(Duration drainTime) {
    ParticipantSettings settings = RunningStepsTest.settings(drainTime);
    return new Handover(settings, new RunningSteps(settings));
  }

  private long committed(TopicPartition partition) {
    OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
    return committed.offset();
  }
}
