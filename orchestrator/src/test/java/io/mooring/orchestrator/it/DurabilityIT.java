package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.contracts.Command;
import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class DurabilityIT {
  private static final Instant ERAS_BEGAN = Instant.parse("2025-01-01T00:00:00Z");

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject Database database;

  @Test
  @Tag("fault")
  void aStepWhoseEventGotLostIsAskedAgainAfterItsDeadline() {
    // given
    String name = Api.newName();
    Set<String> lost = ConcurrentHashMap.newKeySet();
    try (FakeParticipant participants =
        new FakeParticipant(
            kafka,
            command -> {
              boolean ours = command.dispatch().integration().value().equals(name);
              boolean check = command.dispatch().step().action().equals("check-cluster");
              return !ours || check && lost.add("once")
                  ? FakeParticipant.Answer.SILENT
                  : FakeParticipant.Answer.SUCCEEDED;
            })) {
      String saga = Api.start(name);
      await().until(() -> Api.count(saga, "running") == 1 && !lost.isEmpty());

      // when
      database.letTimePass(UUID.fromString(saga));
      Api.awaitState(saga, "succeeded");

      // then
      List<Command> asked =
          participants.commands(name).stream()
              .filter(command -> command.dispatch().step().action().equals("check-cluster"))
              .toList();
      assertThat(asked).hasSize(2);
      assertThat(asked.get(1).dispatch().epoch()).isGreaterThan(asked.get(0).dispatch().epoch());
      assertThat(asked.get(1).dispatch().attempt()).isEqualTo(2);
    }
  }

  @Test
  @Tag("fault")
  void epochsRiseAcrossALostDatabase() {
    // given nodes that remember the epochs of a saga
    String name = Api.newName();
    try (FakeParticipant participants =
        FakeParticipant.of(kafka, name, command -> FakeParticipant.Answer.SUCCEEDED)) {
      Api.awaitState(Api.start(name), "succeeded");
      long seen = epochs(participants, name).max(Long::compare).orElseThrow();
      int before = participants.commands(name).size();

      // when the database forgets which eras there were, and time passes
      database.update("update mooring.saga set era = 1 where integration = ?", name);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> Duration.between(ERAS_BEGAN, Instant.now()).toSeconds() > seen >> 32);
      Api.awaitState(Api.startSaga(name).then().statusCode(202).extract().path("id"), "succeeded");

      // then every node takes the new saga's commands
      assertThat(epochs(participants, name).skip(before)).allMatch(epoch -> epoch > seen);
    }
  }

  private static Stream<Long> epochs(FakeParticipant participants, String name) {
    return participants.commands(name).stream().map(command -> command.dispatch().epoch());
  }

  @Test
  @Tag("fault")
  void aCommandThatAnotherOrchestratorDecidedOnAndDidNotSendIsSent() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants =
        new FakeParticipant(kafka, command -> FakeParticipant.Answer.SILENT)) {
      UUID saga = UUID.fromString(Api.start(name));
      await().until(() -> !participants.commands(name).isEmpty());
      Command sent = participants.commands(name).getFirst();
      UUID unsent = UUID.randomUUID();

      // when: its rows say that another command was sent
      database.update(
          "update mooring.saga_step set detail = replace(detail, ?, ?) where saga = ?",
          sent.dispatch().command().toString(),
          unsent.toString(),
          saga);
      database.touch(saga);

      // then
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(participants.commands(name))
                      .filteredOn(
                          command -> command.dispatch().step().equals(sent.dispatch().step()))
                      .extracting(command -> command.dispatch().command())
                      .containsExactly(sent.dispatch().command(), unsent));
    }
  }
}
