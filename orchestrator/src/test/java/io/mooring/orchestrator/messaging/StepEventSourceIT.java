package io.mooring.orchestrator.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.contracts.Topics;
import io.mooring.infrastructure.InfrastructureResource;
import io.mooring.orchestrator.messaging.StepEventSource.Standing;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is polled ahead of the writer counts as read only once it is taken. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class StepEventSourceIT {
  private static final Duration BRIEF = Duration.ofMillis(100);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject WriterLoop loop;
  @Inject BusProducers producers;

  private final String key = UUID.randomUUID().toString();
  private final List<ConsumerRecord<String, byte[]>> polled = new ArrayList<>();
  private StepEventSource source;

  @BeforeEach
  void nobodyElseReads() {
    loop.stop(new ShutdownEvent());
    source = new StepEventSource(Map.of("bootstrap.servers", kafka));
  }

  @AfterEach
  void theOrchestratorReadsAgain() {
    source.close();
    loop.start(new StartupEvent());
  }

  @Test
  void whatIsNotTakenIsNeitherReadNorCommitted() {
    // given three records of a partition, the last two of which are not taken yet
    speak(3);
    await().until(() -> ours().size() == 3);
    ConsumerRecord<String, byte[]> second = ours().get(1);
    TopicPartition partition = new TopicPartition(second.topic(), second.partition());
    Map<TopicPartition, Long> waiting = Map.of(partition, second.offset());

    // then
    await().until(() -> source.standing(Map.of()) == Standing.AT_END);
    assertThat(source.standing(waiting)).isEqualTo(Standing.BEHIND);

    // when
    await().until(() -> committed(partition, waiting) == second.offset());

    // and when they are taken
    await().until(() -> committed(partition, Map.of()) == second.offset() + 2);
    assertThat(source.standing(Map.of())).isEqualTo(Standing.AT_END);
  }

  private void speak(int records) {
    List<ProducerRecord<String, byte[]>> said = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      said.add(new ProducerRecord<>(Topics.STEP_EVENTS, key, new byte[] {'x'}));
    }
    assertThat(producers.prompt().send(said))
        .allMatch(delivery -> delivery instanceof Delivery.Acknowledged);
  }

  private List<ConsumerRecord<String, byte[]>> ours() {
    source.poll(BRIEF).forEach(polled::add);
    return polled.stream().filter(record -> key.equals(record.key())).toList();
  }

  /** Up to where the group has read, after what is done was said once more. */
  private long committed(TopicPartition partition, Map<TopicPartition, Long> waiting)
      throws Exception {
    source.done(waiting);
    source.poll(BRIEF);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      var offset =
          admin
              .listConsumerGroupOffsets(StepEventSource.GROUP)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(partition);
      return offset == null ? -1 : offset.offset();
    }
  }
}
