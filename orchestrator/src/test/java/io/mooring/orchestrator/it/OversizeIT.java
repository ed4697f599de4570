package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.contracts.Command;
import io.mooring.contracts.Participant;
import io.mooring.contracts.Topics;
import io.mooring.infrastructure.InfrastructureResource;
import io.mooring.orchestrator.it.FakeParticipant.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the broker will never take is said, and nobody waits for it. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class OversizeIT {
  private static final String LIMITED = Topics.commands(Participant.KEYRING);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject MeterRegistry meters;

  @Test
  @Tag("fault")
  void anOutcomeTooLargeForThePublicStreamStopsNothing() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants = participants(name, command -> Answer.SILENT)) {
      String saga = Api.start(name);
      await().until(() -> !participants.commands(name).isEmpty());
      Command command = participants.commands(name).getFirst();

      // when: its words stand twice in the public event
      participants.say(FakeParticipant.failed(command, "x".repeat(600_000)));

      // then
      await().until(() -> Api.count(saga, "failed") == 1);

      // then: everybody is told of it, without its details
      try (TopicReader events = new TopicReader(kafka, Topics.SAGA_EVENTS)) {
        await().until(() -> events.has(event -> event.key().equals(saga) && isCut(event)));
      }
    }
  }

  @Test
  @Tag("fault")
  void whatThePublicStreamWillNotEvenTakeCutIsCountedAndTheNextIsTold() throws Exception {
    // given a topic that takes less than an entry without its details may have
    String name = Api.newName();
    try (FakeParticipant participants = participants(name, command -> Answer.SILENT)) {
      limit(Topics.SAGA_EVENTS, "9000");
      String saga = Api.start(name);
      await().until(() -> !participants.commands(name).isEmpty());
      Command command = participants.commands(name).getFirst();

      // when
      participants.say(FakeParticipant.failed(command, incompressible(300_000)));

      // then
      await().atMost(PATIENCE).until(() -> leftOut() > 0);

      // and what comes behind it is told
      String behind = Api.start(Api.newName());
      try (TopicReader events = new TopicReader(kafka, Topics.SAGA_EVENTS)) {
        await().atMost(PATIENCE).until(() -> events.has(event -> event.key().equals(behind)));
        assertThat(events.recordsToTheEnd())
            .filteredOn(event -> event.key().equals(saga))
            .extracting(event -> TopicReader.header(event, "ce_type"))
            .isNotEmpty()
            .noneMatch(type -> type.contains("step-failed"));
      }
    } finally {
      limit(Topics.SAGA_EVENTS, "1048588");
    }
  }

  /** The stream is compressed. */
  private static String incompressible(int length) {
    return new Random(1)
        .ints(length, 'A', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private double leftOut() {
    return meters.counter("mooring.stream.left.out").count();
  }

  private static boolean isCut(ConsumerRecord<String, byte[]> event) {
    return new String(event.value(), StandardCharsets.UTF_8).contains("\"detail\":{\"cut\":true}");
  }

  @Test
  @Tag("fault")
  void aCommandThatTheBrokerRefusesIsAnIncidentAtOnce() throws Exception {
    // given: a fact that every later command carries
    String name = Api.newName();
    try (FakeParticipant participants =
        participants(
            name,
            command ->
                command.dispatch().step().action().equals("check-cluster")
                    ? Answer.SILENT
                    : Answer.SUCCEEDED)) {
      limit("20000");
      String saga = Api.start(name);
      await().until(() -> cluster(participants, name).isPresent());

      // when
      participants.say(
          FakeParticipant.succeeded(
              cluster(participants, name).orElseThrow(), Map.of("padding", "x".repeat(30_000))));

      // then
      Api.awaitState(saga, "incident");
      assertThat(Api.steps(saga).getList("items.error.message", String.class))
          .anyMatch(text -> text != null && text.contains("The broker does not take the command"));
      // and whom the other topics are for has looked
      assertThat(looksOfOthers(saga)).hasSizeGreaterThan(10).containsOnly("succeeded");

      // and when
      limit("1048588");
      Api.retry(saga, "all").then().statusCode(202);

      // then
      Api.awaitState(saga, "succeeded");
    } finally {
      limit("1048588");
    }
  }

  private static List<String> looksOfOthers(String saga) {
    return Api.steps(saga)
        .getList(
            "items.findAll { it.mode == 'plan' && it.participant != '%s' }.state"
                .formatted(Participant.KEYRING.label()));
  }

  private static Optional<Command> cluster(FakeParticipant participants, String name) {
    return participants.commands(name).stream()
        .filter(command -> command.dispatch().step().action().equals("check-cluster"))
        .findFirst();
  }

  private FakeParticipant participants(String name, Function<Command, Answer> behaviour) {
    return FakeParticipant.of(kafka, name, behaviour);
  }

  private void limit(String bytes) throws Exception {
    limit(LIMITED, bytes);
  }

  private void limit(String topic, String bytes) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      AlterConfigOp set =
          new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
    }
  }
}
