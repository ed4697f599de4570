package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mooring.contracts.Command;
import io.mooring.infrastructure.InfrastructureResource;
import io.mooring.orchestrator.it.FakeParticipant.Answer;
import io.mooring.orchestrator.persistence.OldSagas;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What is kept of the past, and how it is handed out. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class HistoryIT {
  private static final Instant NEVER = Instant.parse("2020-01-01T00:00:00Z");

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject OldSagas old;
  @Inject Database database;

  @Test
  void theHistoryOfAnIntegrationIsExportedAsALineOfJsonAnEntry() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants = participants(name)) {
      String apply = Api.start(name);
      Api.awaitState(apply, "succeeded");
      String rollback = again(apply, "rollback", "the window is over");
      Api.awaitState(apply, "rolled-back");

      // when
      List<JsonPath> entries =
          Api.given()
              .get("/api/v1/integrations/" + name + "/history")
              .then()
              .statusCode(200)
              .contentType(containsString("application/jsonl"))
              .extract()
              .asString()
              .lines()
              .map(JsonPath::from)
              .toList();

      // then
      List<Long> sequences =
          new ArrayList<>(entries.stream().map(it -> it.getLong("sequence")).toList());
      assertThat(sequences).doesNotHaveDuplicates();
      assertThat(sequences)
          .hasSize(
              Integer.parseInt(
                  database.ask(
                      "select count(*) from mooring.saga_history where integration = ?", name)));
      assertThat(entries.getFirst().getString("type")).isEqualTo("saga-started");
      assertThat(entries)
          .filteredOn(it -> it.getString("saga").equals(rollback))
          .filteredOn(it -> it.getString("type").equals("saga-started"))
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.getString("detail.why")).isEqualTo("the window is over");
                assertThat(it.getString("actor")).isNotEmpty();
              });
    }
  }

  @Test
  void theExportCanBeOfOneSagaOfThatIntegrationOnly() {
    // given
    String name = Api.newName();
    String other = Api.newName();
    try (FakeParticipant participants = participants(name)) {
      String apply = Api.start(name);
      Api.awaitState(apply, "succeeded");
      String rollback = again(apply, "rollback", "the window is over");
      Api.awaitState(apply, "rolled-back");

      // when
      List<JsonPath> entries =
          Api.given()
              .queryParam("saga", rollback)
              .get("/api/v1/integrations/" + name + "/history")
              .then()
              .statusCode(200)
              .extract()
              .asString()
              .lines()
              .map(JsonPath::from)
              .toList();

      // then
      assertThat(entries)
          .hasSize(
              Integer.parseInt(
                  database.ask(
                      "select count(*) from mooring.saga_history where saga = ?::uuid", rollback)))
          .allSatisfy(it -> assertThat(it.getString("saga")).isEqualTo(rollback))
          .anySatisfy(it -> assertThat(it.getString("ran")).isNotNull());
      Api.submit(Api.document(other)).then().statusCode(201);
      for (String refused : List.of(apply, "not-an-id")) {
        Api.given()
            .queryParam("saga", refused)
            .get("/api/v1/integrations/" + other + "/history")
            .then()
            .statusCode(404)
            .body("code", equalTo("no-such-saga"));
      }
    }
  }

  @Test
  void whatEachAttemptRanIsToldWithItsStepAndExportedAndNotInTheStream() {
    // given
    String name = Api.newName();
    Function<Command, Answer> failsOnce =
        command ->
            command.dispatch().step().action().equals("check-cluster")
                    && command.dispatch().attempt() == 1
                ? Answer.FAILED_RETRYABLE
                : Answer.SUCCEEDED;
    try (FakeParticipant participants = FakeParticipant.of(kafka, name, failsOnce)) {
      String saga = Api.start(name);
      Api.awaitState(saga, "succeeded");
      String step =
          Api.given()
              .get("/api/v1/sagas/" + saga + "/steps")
              .then()
              .statusCode(200)
              .extract()
              .path("items.find { it.action == 'check-cluster' && it.attempt == 2 }.name");

      // then
      Api.given()
          .get("/api/v1/sagas/" + saga + "/steps/" + step)
          .then()
          .statusCode(200)
          .body("attempts.attempt", equalTo(List.of(1, 2)))
          .body("attempts.type", equalTo(List.of("step-failed", "step-succeeded")))
          .body("attempts[0].ran[0].what", equalTo("pretend"))
          .body("attempts[0].ran[0].arguments", equalTo(List.of("to", "work")))
          .body("attempts[0].ran[0].status", equalTo(1))
          .body("attempts[0].ran[0].output", equalTo("the node is not well"))
          .body("attempts[1].ran[0].durationMillis", equalTo(1))
          .body("attempts[1].ran[0].output", equalTo("done so"));
      List<String> exported =
          Api.given()
              .get("/api/v1/integrations/" + name + "/history")
              .then()
              .statusCode(200)
              .extract()
              .asString()
              .lines()
              .toList();
      assertThat(exported)
          .filteredOn(line -> line.contains("\"type\":\"step-succeeded\""))
          .isNotEmpty()
          .allMatch(line -> line.contains("\"output\":\"done so\""));
      assertThat(
              Api.given()
                  .accept("application/json")
                  .get("/api/v1/sagas/" + saga + "/events?limit=500")
                  .then()
                  .statusCode(200)
                  .extract()
                  .asString())
          .contains("step-succeeded")
          .doesNotContain("done so");
    }
  }

  @Test
  void whatIsTooOldOrTooMuchIsForgottenAndWhatOthersRestOnIsNot() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants = participants(name)) {
      String applied = Api.start(name);
      Api.awaitState(applied, "succeeded");
      List<String> plans = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        String plan = again(applied, "plan", "");
        Api.awaitState(plan, "succeeded");
        plans.add(plan);
      }
      String position =
          Api.given()
              .accept("application/json")
              .get("/api/v1/events?limit=1")
              .then()
              .statusCode(200)
              .extract()
              .path("next");

      // when
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> forget(new OldSagas.Kept(1, 2, NEVER)), gone -> isUnknown(plans.get(0)));

      // then
      assertThat(isUnknown(applied)).isFalse();
      assertThat(isUnknown(plans.get(1))).isFalse();
      assertThat(isUnknown(plans.get(2))).isFalse();
      for (String table : List.of("saga_history", "saga_step", "saga_plan")) {
        assertThat(
                database.ask(
                    "select count(*) from mooring." + table + " where saga = ?",
                    UUID.fromString(plans.get(0))))
            .isEqualTo("0");
      }
      // and a client that comes back from before that is told, one from after it misses nothing
      Api.given()
          .accept("application/json")
          .get("/api/v1/events?after=" + position)
          .then()
          .statusCode(410)
          .body("code", equalTo("history-forgotten"));
      String next =
          Api.given()
              .accept("application/json")
              .get("/api/v1/events?limit=1")
              .then()
              .statusCode(200)
              .extract()
              .path("next");
      Api.given()
          .accept("application/json")
          .get("/api/v1/events?after=" + next)
          .then()
          .statusCode(200);

      // and when
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> forget(new OldSagas.Kept(1, 100, Instant.now())),
              gone -> isUnknown(plans.get(1)));

      // then
      assertThat(isUnknown(applied)).isFalse();
      assertThat(isUnknown(plans.get(2))).isFalse();
    }
  }

  @Test
  void manyPlansDoNotHideWhatWasAppliedBeforeThem() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants = participants(name)) {
      String applied = Api.start(name);
      Api.awaitState(applied, "succeeded");

      // when
      for (int i = 0; i < 21; i++) {
        Api.awaitState(again(applied, "plan", ""), "succeeded");
      }
      forget(new OldSagas.Kept(20, 20, Instant.now()));

      // then
      again(applied, "rollback", "all of it was a mistake");
      Api.awaitState(applied, "rolled-back");
    }
  }

  /** What is not published yet stays, so that it may take more than one time. */
  private int forget(OldSagas.Kept kept) {
    return QuarkusTransaction.requiringNew().call(() -> old.forget(kept, 100));
  }

  private static boolean isUnknown(String saga) {
    return Api.given().get("/api/v1/sagas/" + saga).statusCode() == 404;
  }

  private static String again(String saga, String what, String why) {
    String path =
        what.equals("plan")
            ? "/api/v1/integrations/" + Api.saga(saga).getString("integration") + "/plan"
            : "/api/v1/sagas/" + saga + "/" + what;
    return Api.given()
        .contentType("application/json")
        .body(Map.of("why", why))
        .post(path)
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  private FakeParticipant participants(String name) {
    return FakeParticipant.of(kafka, name, command -> Answer.SUCCEEDED);
  }
}
