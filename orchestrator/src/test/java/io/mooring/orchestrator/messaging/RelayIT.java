package io.mooring.orchestrator.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.infrastructure.Infrastructure;
import io.mooring.infrastructure.InfrastructureResource;
import io.mooring.orchestrator.it.Database;
import io.mooring.orchestrator.it.TopicReader;
import io.mooring.orchestrator.persistence.OutboxRows;
import io.mooring.orchestrator.persistence.PublishingRight;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class RelayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject Database database;
  @Inject OutboxRows outbox;
  @Inject OutboxRelay relay;
  @Inject PublishingRight right;
  @Inject BatchSender sender;

  private final String topic = "relay-" + UUID.randomUUID();

  @Test
  void aTopicThatRefusesKeepsNobodyWaitingAndWhatWasAcceptedIsNotSentAgain() {
    // given
    Infrastructure.shared().createTopic(topic, 1);
    String missing = "missing-" + UUID.randomUUID();
    try (TopicReader reader = new TopicReader(kafka, topic)) {

      // when
      database.leave(missing, "key", "for later");
      database.leave(topic, "key", "first");
      database.leave(missing, "key", "for later too");
      database.leave(topic, "key", "second");
      await().atMost(PATIENCE).until(() -> reader.texts().size() >= 2);
      await().atMost(PATIENCE).until(() -> tries(missing) >= 2);
      database.leave(topic, "key", "third");

      // then
      await().atMost(PATIENCE).until(() -> reader.texts().size() >= 3);
      assertThat(reader.texts()).containsExactly("first", "second", "third");
      assertThat(relay.refusing().get(missing).reason()).contains("Timeout");

      // and when
      Infrastructure.shared().createTopic(missing, 1);

      // then
      try (TopicReader later = new TopicReader(kafka, missing)) {
        await().atMost(PATIENCE).until(() -> later.texts().size() >= 2);
        await().atMost(PATIENCE).until(() -> !relay.refusing().containsKey(missing));
        assertThat(later.texts()).containsExactly("for later", "for later too");
        assertThat(reader.texts()).hasSize(3);
      }
    }
  }

  @Test
  void twoRelaysPublishInOrderAndOnceAndOneGoesOnForTheOther() {
    // given
    Infrastructure.shared().createTopic(topic, 1);
    BackgroundLoops loops = new BackgroundLoops();
    OutboxRelay second =
        new OutboxRelay(outbox, right, sender, loops, Clock.systemUTC(), 7, Duration.ofMillis(5));
    second.start(new StartupEvent());
    try (TopicReader reader = new TopicReader(kafka, topic)) {

      // when
      List<String> texts = IntStream.range(0, 300).mapToObj(i -> "message " + i).toList();
      texts.forEach(text -> database.leave(topic, "key", text));
      await().atMost(PATIENCE).until(() -> reader.texts().size() >= texts.size());

      // then
      await().until(() -> outbox.depth() == 0);
      assertThat(reader.texts()).isEqualTo(texts);

      // and when: the session that has the right dies
      database.ask(
          "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted");
      database.leave(topic, "key", "after");

      // then
      await().atMost(PATIENCE).until(() -> reader.texts().contains("after"));
    } finally {
      second.stop(new ShutdownEvent());
    }
  }

  private int tries(String refusing) {
    TopicRests.Rest rest = relay.refusing().get(refusing);
    return rest == null ? 0 : rest.faults();
  }
}
