package io.mooring.orchestrator.it;

import static io.mooring.orchestrator.it.FakeParticipant.Answer.FAILED;
import static io.mooring.orchestrator.it.FakeParticipant.Answer.SILENT;
import static io.mooring.orchestrator.it.FakeParticipant.Answer.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mooring.contracts.Command;
import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Two integrations that share nodes. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class LeasesIT {
  private static final String ILL = "check-node@openstack-compute02";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject Database database;

  @Test
  void aSagaThatNeedsWhatAnotherIntegrationWorksOnIsRefusedAndTheHolderNamed() {
    // given
    String holder = Api.newName();
    String other = sharing(holder);
    try (FakeParticipant participants = answering(command -> false)) {
      String saga = Api.start(holder);

      // when
      Response refused = start(other, "apply", false);

      // then
      refused
          .then()
          .statusCode(409)
          .body("code", equalTo("held-by-another"))
          .body("detail", containsString("integration " + holder))
          .body("detail", containsString(saga))
          .body("detail", containsString("." + holder + ".test:22"));
      assertThat(sagasOf(other)).isEmpty();
      assertThat(leases(saga)).isEqualTo(7);
    }
  }

  @Test
  void whatOnlyLooksNeedsNoLease() {
    // given
    String holder = Api.newName();
    String other = sharing(holder);
    try (FakeParticipant participants =
        answering(command -> command.dispatch().integration().value().equals(other))) {
      Api.start(holder);

      // when
      String plan = start(other, "plan", false).then().statusCode(202).extract().path("id");

      // then
      Api.awaitState(plan, "succeeded");
      assertThat(leases(plan)).isZero();
    }
  }

  @Test
  void sagasThatWaitBeginByThemselvesInTheOrderOfTheirArrival() {
    // given
    String holder = Api.newName();
    String second = sharing(holder);
    String third = sharing(holder);
    try (FakeParticipant participants =
        answering(command -> !command.dispatch().integration().value().equals(holder))) {
      String first = Api.start(holder);
      JsonPath waiting = start(second, "apply", true).then().statusCode(202).extract().jsonPath();
      String last = start(third, "apply", true).path("id");

      // when
      JsonPath seen = Api.saga(waiting.getString("id"));
      Api.order(first, "cancel", Map.of("why", "later"), null).then().statusCode(202);
      letGo(participants, holder, first);
      Api.awaitState(last, "succeeded");

      // then
      assertThat(waiting.getString("state")).isEqualTo("waiting");
      assertThat(waiting.getString("waitsFor.integration")).isEqualTo(holder);
      assertThat(seen.getString("waitsFor.saga")).isEqualTo(first);
      assertThat(seen.getString("waitsFor.what")).contains(holder + ".test");
      assertThat(Api.events(waiting.getString("id")).getList("items.type", String.class))
          .startsWith("saga-waits", "saga-started");
      assertThat(Api.saga(waiting.getString("id")).getString("state")).isEqualTo("succeeded");
      assertThat(Stream.of(waiting.getString("id"), last).map(this::began)).isSorted();
    }
  }

  @Test
  void whoeverWaitsComesBeforeWhoeverAsksLater() {
    // given
    String holder = Api.newName();
    String second = sharing(holder);
    String third = sharing(holder);
    try (FakeParticipant participants = answering(command -> false)) {
      Api.start(holder);
      String waiting = start(second, "apply", true).path("id");

      // when
      Api.order(waiting, "cancel", Map.of("why", "not needed"), null).then().statusCode(202);
      String next = start(third, "apply", true).path("id");

      // then
      Api.awaitState(waiting, "cancelled");
      assertThat(Api.saga(next).getString("waitsFor.integration")).isEqualTo(holder);
      start(second, "apply", false).then().statusCode(409);
    }
  }

  @Test
  void anIncidentHasNoLeaseAndTakesItsLeasesAgainBeforeItGoesOn() {
    // given
    String name = Api.newName();
    String other = sharing(name);
    try (FakeParticipant participants =
        new FakeParticipant(
            kafka,
            command -> {
              if (command.dispatch().integration().value().equals(other)) {
                return SILENT;
              }
              return command.dispatch().step().toString().equals(ILL) ? FAILED : SUCCEEDED;
            })) {
      String saga = Api.start(name);
      Api.awaitState(saga, "incident");
      assertThat(leases(saga)).isZero();
      String running = start(other, "apply", false).then().statusCode(202).extract().path("id");

      // when
      Response refused = Api.retry(saga, "all");

      // then
      refused
          .then()
          .statusCode(409)
          .body("code", equalTo("held-by-another"))
          .body("detail", containsString("integration " + other));
      Api.order(running, "cancel", Map.of("why", "let the other go on"), null);
      letGo(participants, other, running);
      Api.retry(saga, "all").then().statusCode(202);
      Api.awaitState(saga, "incident");
      assertThat(leases(saga)).isZero();
    }
  }

  @Test
  void ofTwoThatBeginAtOnceOneGetsAllAndNeitherIsStuck() {
    // given
    String holder = Api.newName();
    String other = sharing(holder);
    Api.submit(Api.document(holder)).then().statusCode(201);
    try (FakeParticipant participants = answering(command -> false)) {
      // when
      List<Integer> answers =
          Stream.of(holder, other)
              .map(
                  name ->
                      CompletableFuture.supplyAsync(
                          () -> start(name, "apply", false).getStatusCode()))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();

      // then
      assertThat(answers).containsExactlyInAnyOrder(202, 409);
    }
  }

  /** An integration with other names for the nodes that this one has. */
  private static String sharing(String holder) {
    String name = Api.newName();
    String document = Api.document(holder).replaceFirst("name: " + holder, "name: " + name);
    Api.submit(document).then().statusCode(201);
    return name;
  }

  private static Response start(String name, String kind, boolean waits) {
    return Api.given()
        .contentType("application/json")
        .body(Map.of("kind", kind, "wait", waits))
        .post("/api/v1/integrations/" + name + "/sagas");
  }

  private static List<String> sagasOf(String name) {
    return Api.given()
        .get("/api/v1/integrations/" + name + "/sagas")
        .jsonPath()
        .getList("items.id");
  }

  private int leases(String saga) {
    return Integer.parseInt(
        database.ask("select count(*) from mooring.lease where saga = ?", UUID.fromString(saga)));
  }

  private long began(String saga) {
    return Long.parseLong(
        database.ask(
            "select transaction from mooring.saga_history where saga = ? and type = 'saga-started'",
            UUID.fromString(saga)));
  }

  /** What was sent is answered after all, whenever it arrives, so that the saga comes to rest. */
  private static void letGo(FakeParticipant participants, String integration, String saga) {
    Set<Command> answered = new HashSet<>();
    await("saga " + saga + " is cancelled")
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              participants.commands(integration).stream()
                  .filter(command -> answered.add(command))
                  .forEach(command -> participants.say(FakeParticipant.succeeded(command)));
              return Api.state(saga).equals("cancelled");
            });
  }

  private FakeParticipant answering(Predicate<Command> answered) {
    return new FakeParticipant(kafka, command -> answered.test(command) ? SUCCEEDED : SILENT);
  }
}
