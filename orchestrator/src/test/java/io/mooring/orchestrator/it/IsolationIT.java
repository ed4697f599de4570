package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.mooring.bus.Encoded;
import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Command;
import io.mooring.contracts.Topics;
import io.mooring.infrastructure.InfrastructureResource;
import io.mooring.orchestrator.it.FakeParticipant.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with one saga stays its own. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class IsolationIT {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject Database database;

  private final Set<String> silent = ConcurrentHashMap.newKeySet();
  private final String bad = Api.newName();
  private final String good = Api.newName();

  @Test
  @Tag("fault")
  void aNulByteInWhatANodeSaysStopsNobody() {
    // given
    silent.add(bad);
    try (FakeParticipant participants = participants()) {
      String poisoned = Api.start(bad);
      Command command = firstCommand(participants);

      // when
      participants.sayRaw(
          Topics.STEP_EVENTS, poisoned, withNul(FakeParticipant.failed(command, "stderr: NUL")));
      String healthy = Api.start(good);

      // then
      Api.awaitState(healthy, "succeeded");
      await().until(() -> Api.count(poisoned, "failed") == 1);
      assertThat(Api.steps(poisoned).getString("items.find { it.state == 'failed' }.error.message"))
          .isEqualTo("stderr: \u2400");
    }
  }

  @Test
  @Tag("fault")
  void aSagaWhosePlanCantBeReadIsSetAsideAndTheOthersGoOn() {
    // given
    silent.add(bad);
    silent.add(good);
    try (FakeParticipant participants = participants()) {
      String unreadable = Api.start(bad);
      String healthy = Api.start(good);
      Command first = firstCommand(participants);
      await().until(() -> !participants.commands(good).isEmpty());
      database.update(
          "update mooring.saga_plan set planned = '{}' where saga = ?",
          UUID.fromString(unreadable));
      database.touch(UUID.fromString(unreadable));

      // when: both events are likely to come in one poll
      silent.clear();
      participants.say(FakeParticipant.succeeded(first));
      participants.commands(good).forEach(one -> participants.say(FakeParticipant.succeeded(one)));

      // then
      Api.awaitState(healthy, "succeeded");
      Api.awaitState(unreadable, "quarantined");
      JsonPath saga = Api.saga(unreadable);
      assertThat(saga.getString("quarantined")).contains("can't be processed");
      assertThat(saga.getString("endedAt")).isNotNull();
      assertThat(saga.getList("actions.order")).containsExactly("rerun");
      assertThat(Api.events(unreadable).getList("items.type", String.class))
          .endsWith("saga-quarantined");
      Api.retry(unreadable, "all").then().statusCode(409).body("code", equalTo("saga-quarantined"));
      Api.given().get("/q/health/ready").then().statusCode(200).body(containsString(unreadable));
      Api.given().get("/q/metrics").then().body(containsString("mooring_sagas_quarantined 1.0"));

      // and when: a person starts a new saga
      String next = Api.startSaga(bad).then().statusCode(202).extract().path("id");

      // then
      Api.awaitState(next, "succeeded");
      Api.given().get("/q/health/ready").then().body(not(containsString(unreadable)));
    }
  }

  @Test
  @Tag("fault")
  void whatTheDatabaseRefusesToStoreForOneSagaStopsNoTimerOfOthers() {
    // given
    silent.add(bad);
    silent.add(good);
    try (FakeParticipant participants = participants()) {
      String refused = Api.start(bad);
      String healthy = Api.start(good);
      await().until(() -> !participants.commands(good).isEmpty());
      refuseSteps(refused);

      // when
      silent.clear();
      database.letTimePass(UUID.fromString(refused));
      database.letTimePass(UUID.fromString(healthy));

      // then
      Api.awaitState(healthy, "succeeded");
      Api.awaitState(refused, "quarantined");
      assertThat(Api.saga(refused).getString("quarantined")).contains("SQLSTATE 22021");
      assertThat(
              database.ask(
                  "select count(due_at) from mooring.saga_step where saga = ?",
                  UUID.fromString(refused)))
          .isEqualTo("0");
    } finally {
      database.update("drop trigger refuse on mooring.saga_step");
    }
  }

  @Test
  @Tag("fault")
  void anEventOfAnUnknownSagaIsKept() {
    // given
    try (FakeParticipant participants = participants();
        TopicReader letters = new TopicReader(kafka, Topics.DEAD_LETTERS)) {
      Command orphan = Orphans.command(bad);

      // when
      participants.say(FakeParticipant.succeeded(orphan));

      // then
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  letters.has(
                      letter ->
                          letter.key().equals(orphan.dispatch().saga().toString())
                              && TopicReader.header(letter, "mooring-reason")
                                  .equals("UNKNOWN_SAGA")));
    }
  }

  private FakeParticipant participants() {
    return new FakeParticipant(
        kafka,
        command -> {
          String name = command.dispatch().integration().value();
          boolean ours = name.equals(bad) || name.equals(good);
          return ours && !silent.contains(name) ? Answer.SUCCEEDED : Answer.SILENT;
        });
  }

  private Command firstCommand(FakeParticipant participants) {
    await().until(() -> !participants.commands(bad).isEmpty());
    return participants.commands(bad).getFirst();
  }

  private static Encoded withNul(io.mooring.contracts.Event event) {
    Encoded clean = new MessageCodec(Clock.systemUTC()).encode(event);
    String poisoned = new String(clean.body(), StandardCharsets.UTF_8).replace("NUL", "\\u0000");
    return new Encoded(clean.headers(), poisoned.getBytes(StandardCharsets.UTF_8));
  }

  private void refuseSteps(String saga) {
    database.update(
        """
        create or replace function mooring.refuse() returns trigger language plpgsql as
        $$ begin raise exception 'no' using errcode = '22021'; end $$
        """);
    database.update(
        "create trigger refuse before update on mooring.saga_step for each row when (old.saga = '"
            + UUID.fromString(saga)
            + "' and new.state <> 'running' and old.state = 'running') execute function"
            + " mooring.refuse()");
  }
}
