package io.mooring.orchestrator.it;

import static io.mooring.orchestrator.it.FakeParticipant.Answer.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.mooring.contracts.Mode;
import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class PlansIT {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Test
  void aPlanOnlyLooksAndIsCarriedOutByItsHash() {
    // given
    String name = Api.newName();
    Api.submit(Api.document(name)).then().statusCode(201);
    try (FakeParticipant participants = participants(name)) {
      String plan =
          Api.given()
              .contentType("application/json")
              .body("{}")
              .post("/api/v1/integrations/" + name + "/plan")
              .then()
              .statusCode(202)
              .body("kind", equalTo("plan"))
              .extract()
              .path("id");
      Api.awaitState(plan, "succeeded");

      // when
      JsonPath seen = Api.given().get("/api/v1/sagas/" + plan + "/plan").jsonPath();

      // then
      assertThat(participants.commands(name))
          .allMatch(command -> command.dispatch().mode() == Mode.PLAN);
      assertThat(seen.getBoolean("complete")).isTrue();
      assertThat(seen.getString("hash")).matches("p-[0-9a-f]{12}");

      // and when
      start(name, Map.of("kind", "apply", "plan", "p-000000000000"), null)
          .then()
          .statusCode(409)
          .body("code", equalTo("no-such-plan"));
      Response apply = start(name, Map.of("kind", "apply", "plan", seen.getString("hash")), null);

      // then
      apply.then().statusCode(202);
      Api.awaitState(apply.path("id"), "succeeded");
    }
  }

  @Test
  void aCheckTellsTheProblemsOfAllNodesAtOnceAndChangesNothing() {
    // given 55 nodes, of which two have a problem, and one can't be reached
    String name = Api.newName();
    Api.submit(Api.document(name).replace("nodes:\n", "nodes:\n" + computes(49)))
        .then()
        .statusCode(201);
    try (FakeParticipant participants =
        new FakeParticipant(kafka, command -> SUCCEEDED, Tale::withTrouble)) {
      // when
      String check = start(name, Map.of("kind", "check"), null).path("id");
      Api.awaitState(check, "incident");

      // then
      JsonPath found = plan(check);
      assertThat(found.getList("decisions.step"))
          .containsExactlyInAnyOrder(
              "check-node@openstack-controller02", "check-node@openstack-compute01");
      assertThat(found.getList("decisions.finding.code")).containsOnly("DISK_SPACE_LOW");
      assertThat(found.getList("unknown.step")).containsExactly("check-node@openstack-compute02");
      assertThat(participants.commands(name))
          .allMatch(command -> command.dispatch().mode() == Mode.PLAN)
          .allMatch(command -> command.dispatch().step().action().startsWith("check-"));
    }
  }

  @Test
  void whatAPlanAsksIsDecidedByTheNextOneAndRemembered() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants =
        new FakeParticipant(kafka, command -> SUCCEEDED, Tale::withImages)) {
      Api.submit(Api.document(name)).then().statusCode(201);
      String asking = start(name, Map.of("kind", "plan"), null).path("id");
      Api.awaitState(asking, "succeeded");
      assertThat(plan(asking).getList("decisions.finding.key")).containsExactly("existing-images");

      // when
      start(name, Map.of("kind", "plan", "decisions", Map.of("existing-images", "burn")), null)
          .then()
          .statusCode(400)
          .body("errors.pointer", equalTo(List.of("/decisions")));
      String decided =
          start(
                  name,
                  Map.of(
                      "kind",
                      "plan",
                      "decisions",
                      Map.of("existing-images", "keep"),
                      "why",
                      "users were asked"),
                  null)
              .path("id");
      Api.awaitState(decided, "succeeded");

      // then
      assertThat(plan(decided).getList("decisions")).isEmpty();
      JsonPath told = Api.events(decided);
      int at = told.getList("items.type").indexOf("decision-taken");
      assertThat(told.getString("items[" + at + "].summary"))
          .isEqualTo("existing-images: keep: users were asked");
      assertThat(told.getString("items[" + at + "].detail.why")).isEqualTo("users were asked");

      // and
      String apply =
          start(name, Map.of("kind", "apply", "plan", plan(decided).getString("hash")), null)
              .path("id");
      Api.awaitState(apply, "succeeded");
      assertThat(participants.commands(name))
          .filteredOn(command -> command.dispatch().saga().toString().equals(apply))
          .allMatch(
              command -> command.dispatch().decisions().equals(Map.of("existing-images", "keep")));
    }
  }

  private static String computes(int count) {
    StringBuilder nodes = new StringBuilder();
    for (int at = 1; at <= count; at++) {
      nodes.append("  more%1$d: {address: more%1$d.test, roles: [compute]}\n".formatted(at));
    }
    return nodes.toString();
  }

  private static JsonPath plan(String saga) {
    return Api.given().get("/api/v1/sagas/" + saga + "/plan").jsonPath();
  }

  @Test
  void aRerunAskedForTwiceByOneKeyIsOneSaga() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants = participants(name)) {
      String saga = Api.start(name);
      Api.awaitState(saga, "succeeded");

      // when
      String first = rerun(saga);
      Api.awaitState(first, "succeeded");
      String second = rerun(saga);

      // then
      assertThat(first).isNotEqualTo(saga);
      assertThat(second).isEqualTo(first);
    }
  }

  private static String rerun(String saga) {
    return Api.given()
        .contentType("application/json")
        .header("Idempotency-Key", "once")
        .body("{}")
        .post("/api/v1/sagas/" + saga + "/rerun")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  @Test
  void theSameKeyMeansTheSameSaga() {
    // given
    String name = Api.newName();
    Api.submit(Api.document(name)).then().statusCode(201);

    // when
    Response first = start(name, Map.of("kind", "apply"), "again-and-again");
    Response second = start(name, Map.of("kind", "apply"), "again-and-again");
    Response other = start(name, Map.of("kind", "apply"), "something else");

    // then
    first.then().statusCode(202);
    second.then().statusCode(202).body("id", equalTo(first.path("id")));
    other.then().statusCode(409).body("code", equalTo("saga-running"));
  }

  @Test
  void whatASagaHasDoneIsTakenBackByAnother() {
    // given
    String name = Api.newName();
    Api.submit(Api.document(name)).then().statusCode(201);
    try (FakeParticipant participants = participants(name)) {
      String apply = start(name, Map.of("kind", "apply"), null).path("id");
      Api.awaitState(apply, "succeeded");

      // when
      Response back = Api.order(apply, "rollback", Map.of("why", "window over"), null);

      // then
      back.then().statusCode(202).body("kind", equalTo("rollback")).body("parent", equalTo(apply));
      Api.awaitState(back.path("id"), "succeeded");
      assertThat(Api.steps(back.path("id")).getList("items.mode", String.class))
          .containsOnly("undo");
    }
  }

  @Test
  void nothingIsRemovedUnlessTheNameIsTyped() {
    String name = Api.newName();
    Api.submit(Api.document(name)).then().statusCode(201);

    start(name, Map.of("kind", "remove"), null)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/confirm"));
    Api.given()
        .contentType("application/json")
        .body(Map.of("kind", "remove", "confirm", name, "pools", List.of("pool-of-others")))
        .post("/api/v1/integrations/" + name + "/sagas")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/pools"));
    start(name, Map.of("kind", "rotate-keys"), null)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/kind"));
    start(name, Map.of("kind", "prune"), null)
        .then()
        .statusCode(409)
        .body("code", equalTo("nothing-to-undo"));
  }

  private static Response start(String name, Map<String, ?> request, String key) {
    Map<String, String> headers = new HashMap<>();
    if (key != null) {
      headers.put("Idempotency-Key", key);
    }
    return Api.given()
        .contentType("application/json")
        .headers(headers)
        .body(request)
        .post("/api/v1/integrations/" + name + "/sagas");
  }

  private FakeParticipant participants(String name) {
    return FakeParticipant.of(kafka, name, command -> SUCCEEDED);
  }
}
