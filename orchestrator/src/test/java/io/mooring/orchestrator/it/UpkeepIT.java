package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action;
import io.mooring.contracts.Command;
import io.mooring.contracts.Mode;
import io.mooring.infrastructure.InfrastructureResource;
import io.mooring.orchestrator.it.FakeParticipant.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What happens without anybody asking. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class UpkeepIT {
  private static final String AWAY = "openstack-compute02";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject Database database;

  @Test
  void anApplyThatFailsIsTakenBackWhereTheDocumentSaysSo() {
    // given
    String name = Api.newName();
    Api.submit(Api.document(name) + "\nonFailure: rollback\n").then().statusCode(201);
    try (FakeParticipant participants =
        participants(
            name,
            command ->
                command.action() instanceof Action.ConfigureCinder
                        && command.dispatch().mode() == Mode.APPLY
                    ? Answer.FAILED
                    : Answer.SUCCEEDED)) {

      // when
      String apply = Api.startSaga(name).path("id");

      // then
      Api.awaitState(apply, "rolled-back");
      assertThat(participants.commands(name))
          .filteredOn(command -> command.dispatch().mode() == Mode.UNDO)
          .isNotEmpty()
          .allMatch(command -> command.dispatch().undoes().orElseThrow().toString().equals(apply));
    }
  }

  @Test
  void aParkedNodeGetsWhatItMissedWhenItIsBackAndNoOtherNodeIsTouched() {
    // given
    String name = Api.newName();
    Api.submit(Api.document(name) + "\nunreachable: park\n").then().statusCode(201);
    AtomicBoolean back = new AtomicBoolean();
    try (FakeParticipant participants =
        participants(
            name,
            command ->
                isOn(AWAY, command) && !back.get() ? Answer.FAILED_RETRYABLE : Answer.SUCCEEDED)) {
      String apply = Api.startSaga(name).path("id");
      Api.awaitState(apply, "succeeded");
      int before = participants.commands(name).size();
      assertThat(participants.commands(name))
          .noneMatch(
              command ->
                  isOn(AWAY, command)
                      && command.dispatch().mode() == Mode.APPLY
                      && command.action() instanceof Action.PlaceConf);

      // when
      back.set(true);
      letAMinutePass(name);
      String caughtUp =
          Awaitility.await()
              .atMost(Duration.ofSeconds(30))
              .until(() -> newest(name), saga -> !saga.equals(apply));
      Api.awaitState(caughtUp, "succeeded");

      // then
      List<Command> missed = participants.commands(name).stream().skip(before).toList();
      assertThat(missed)
          .anyMatch(
              command ->
                  isOn(AWAY, command)
                      && command.action() instanceof Action.PlaceConf
                      && command.dispatch().mode() == Mode.APPLY)
          .noneMatch(command -> command.dispatch().node().name().value().contains("controller"));
    }
  }

  @Test
  void driftIsToldUntilTheWorldIsAsItIsWantedAgain() {
    // given
    String name = Api.newName();
    Api.submit(Api.document(name)).then().statusCode(201);
    try (FakeParticipant participants = participants(name, command -> Answer.SUCCEEDED)) {
      Api.awaitState(Api.startSaga(name).path("id"), "succeeded");

      // when
      String verify = start(name, "verify");
      Api.awaitState(verify, "succeeded");
      JsonPath drifted = integration(name);
      String apply = start(name, "apply");
      Api.awaitState(apply, "succeeded");
      JsonPath mended = integration(name);

      // then
      assertThat(drifted.getString("state")).isEqualTo("drifted");
      assertThat(drifted.getString("drift.saga")).isEqualTo(verify);
      assertThat(drifted.getInt("drift.steps")).isPositive();
      assertThat(drifted.getString("drift.since")).isEqualTo(Api.saga(verify).getString("endedAt"));
      assertThat(eventTypes(verify)).contains("integration-drifted");
      assertThat(mended.getString("state")).isEqualTo("succeeded");
      assertThat(mended.getMap("drift")).isNull();
      assertThat(eventTypes(apply)).contains("integration-agrees");
    }
  }

  @Test
  void whatHasNothingToDoIsNotLookedAt() {
    String name = Api.newName();
    try (FakeParticipant participants = participants(name, command -> Answer.SUCCEEDED)) {
      Api.awaitState(Api.start(name), "succeeded");

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(
                          database.ask(
                              "select count(*) from mooring.upkeep where integration = ?", name))
                      .isEqualTo("0"));
    }
  }

  private static boolean isOn(String node, Command command) {
    return command.dispatch().node().name().value().equals(node);
  }

  private void letAMinutePass(String name) {
    database.update(
        "update mooring.saga set ended_at = ended_at - interval '1 minute' where integration = ?",
        name);
  }

  private static String newest(String name) {
    return integration(name).getString("saga.id");
  }

  private static JsonPath integration(String name) {
    return Api.given().get("/api/v1/integrations/" + name).jsonPath();
  }

  private static List<String> eventTypes(String saga) {
    return Api.given()
        .accept("application/json")
        .get("/api/v1/sagas/" + saga + "/events?limit=500")
        .jsonPath()
        .getList("items.type");
  }

  private static String start(String name, String kind) {
    return Api.given()
        .contentType("application/json")
        .body(Map.of("kind", kind))
        .post("/api/v1/integrations/" + name + "/sagas")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  private FakeParticipant participants(String name, Function<Command, Answer> behaviour) {
    return FakeParticipant.of(kafka, name, behaviour);
  }
}
