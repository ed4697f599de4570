package io.mooring.participant.messaging;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.bus.DeadLetterHeaders;
import io.mooring.contracts.Change;
import io.mooring.contracts.Command;
import io.mooring.contracts.Event.StepStarted;
import io.mooring.contracts.Event.StepSucceeded;
import io.mooring.contracts.Mode;
import io.mooring.contracts.Participant;
import io.mooring.contracts.Topics;
import io.mooring.infrastructure.Commands;
import io.mooring.infrastructure.InfrastructureResource;
import io.mooring.infrastructure.Wire;
import io.mooring.participant.run.SlowStep;
import io.mooring.participant.step.Plan;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class CommandConsumerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Inject SlowStep step;

  private Wire wire;

  @BeforeEach
  void connect() {
    wire = new Wire(bootstrapServers);
  }

  @AfterEach
  void disconnect() {
    step.plans(Plan.nothing("looked"));
    step.open();
    wire.close();
  }

  @Test
  void aCommandBecomesItsEvents() {
    // given
    Command command = Commands.on("node-a", 1);

    // when
    wire.send(command);

    // then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(wire.events(command))
                    .extracting(Object::getClass)
                    .containsExactly(StepStarted.class, StepSucceeded.class));
    assertThat(wire.events(command).getLast().execution())
        .satisfies(
            execution -> {
              assertThat(execution.participant()).isEqualTo(Participant.CEPH);
              assertThat(execution.epoch()).isEqualTo(1);
            });
  }

  @Test
  void aLookTellsThatItBeginsOnlyWhenItTakesLong() {
    // given
    Command quick = Commands.with("node-q", 1, Mode.PLAN, Commands.DEADLINE);
    Command slow = Commands.with("node-s", 1, Mode.PLAN, Commands.DEADLINE);

    // when
    wire.send(quick);
    await().atMost(PATIENCE).until(() -> !wire.events(quick).isEmpty());
    step.close();
    wire.send(slow);
    await().atMost(PATIENCE).until(() -> !wire.events(slow).isEmpty());
    step.open();
    await().atMost(PATIENCE).until(() -> wire.events(slow).size() == 2);

    // then
    assertThat(wire.events(slow))
        .extracting(Object::getClass)
        .containsExactly(StepStarted.class, StepSucceeded.class);
    assertThat(wire.events(quick))
        .extracting(Object::getClass)
        .containsExactly(StepSucceeded.class);
  }

  @Test
  @Tag("fault")
  void whatNobodyCanDecodeIsPutAwayAndTheNextIsDone() {
    // given
    String topic = Topics.commands(Participant.CEPH);
    ProducerRecord<String, byte[]> garbage =
        new ProducerRecord<>(topic, "garbage", "{not json".getBytes());
    garbage.headers().add("kept", "as it was".getBytes());
    ProducerRecord<String, byte[]> empty = new ProducerRecord<>(topic, "empty", null);
    ProducerRecord<String, byte[]> half = new ProducerRecord<>(topic, "half", "{}".getBytes());
    half.headers().add("ce_specversion", "1.0".getBytes());
    Command next = Commands.on("node-b", 1);

    // when
    wire.send(garbage);
    wire.send(empty);
    wire.send(half);
    wire.send(next);

    // then
    await().atMost(PATIENCE).until(() -> wire.events(next).size() == 2);
    await().atMost(PATIENCE).until(() -> wire.deadLetters("garbage").size() == 1);
    await().atMost(PATIENCE).until(() -> wire.deadLetters("empty").size() == 1);
    await().atMost(PATIENCE).until(() -> wire.deadLetters("half").size() == 1);
    assertThat(wire.deadLetters("garbage").getFirst())
        .satisfies(
            letter -> {
              assertThat(letter.value()).asString().isEqualTo("{not json");
              assertThat(letter.headers().lastHeader("kept").value())
                  .asString()
                  .isEqualTo("as it was");
              assertThat(letter.headers().lastHeader(DeadLetterHeaders.REASON).value())
                  .asString()
                  .isEqualTo("NOT_A_CLOUD_EVENT");
            });
  }

  @Test
  @Tag("fault")
  void aSecondDeliveryOfWhatRunsIsNotRunAgain() {
    // given
    step.close();
    Command command = Commands.on("node-c", 1);
    Command other = Commands.on("node-d", 1);

    // when
    wire.send(command);
    wire.send(command);
    wire.send(other);
    await().atMost(PATIENCE).until(() -> step.begun().containsAll(Set.of("node-c", "node-d")));
    step.open();

    // then
    await().atMost(PATIENCE).until(() -> wire.events(other).size() == 2);
    await().atMost(PATIENCE).until(() -> wire.events(command).size() == 2);
    assertThat(step.begun()).containsExactlyInAnyOrder("node-c", "node-d");
  }

  @Test
  void stepsOfManyNodesRunAtOnceEachOnAThreadOfItsOwn() {
    // given
    step.close();
    List<Command> commands =
        IntStream.range(0, 40).mapToObj(node -> Commands.on("many-" + node, 1)).toList();

    // when
    commands.forEach(wire::send);

    // then
    await().atMost(PATIENCE).until(() -> step.begun().stream().collect(toSet()).size() == 40);
    step.open();
    commands.forEach(
        command -> await().atMost(PATIENCE).until(() -> wire.events(command).size() == 2));
  }

  @Test
  void anOutcomeOfAnySizeArrives() {
    // given
    Command command = Commands.on("talkative", 1);
    step.plans(outcome(200, 256 * 1024));

    // when
    wire.send(command);

    // then
    assertThat(succeeded(command))
        .satisfies(
            event -> {
              assertThat(event.changed()).isTrue();
              assertThat(event.summary()).contains("more characters cut");
              assertThat(event.changes().getFirst().diff().orElseThrow())
                  .contains("more characters cut");
              assertThat(event.facts()).containsEntry("ceph.fsid", "1");
            });
  }

  @Test
  @Tag("fault")
  void whatTheBrokerWillNeverTakeArrivesWithoutItsTextsAndFreesItsSlot() throws Exception {
    // given
    Command command = Commands.on("narrow", 1);
    step.plans(outcome(20, 10_000));

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      narrow(admin, OpType.SET);

      // when
      wire.send(command);

      // then
      assertThat(succeeded(command))
          .satisfies(
              event -> {
                assertThat(event.changed()).isTrue();
                assertThat(event.changes())
                    .extracting(Change::summary)
                    .containsExactly("… 20 more changes cut");
                assertThat(event.facts()).containsEntry("ceph.fsid", "1");
              });
      narrow(admin, OpType.DELETE);
    }
  }

  private StepSucceeded succeeded(Command command) {
    await().atMost(PATIENCE).until(() -> wire.events(command).size() == 2);
    return (StepSucceeded) wire.events(command).getLast();
  }

  private static Plan outcome(int changes, int length) {
    String text = "x".repeat(length);
    return new Plan(
        text,
        Collections.nCopies(
            changes, new Change(Change.Kind.UPDATE, "/etc/x", text, Optional.of(text))),
        List.of(),
        Map.of("ceph.fsid", "1"));
  }

  private static void narrow(Admin admin, OpType operation) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, Topics.STEP_EVENTS),
                List.of(
                    new AlterConfigOp(new ConfigEntry("max.message.bytes", "20000"), operation))))
        .all()
        .get();
  }
}
