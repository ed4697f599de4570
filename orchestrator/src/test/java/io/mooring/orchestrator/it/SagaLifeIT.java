package io.mooring.orchestrator.it;

import static io.mooring.orchestrator.it.FakeParticipant.Answer.FAILED;
import static io.mooring.orchestrator.it.FakeParticipant.Answer.FAILED_RETRYABLE;
import static io.mooring.orchestrator.it.FakeParticipant.Answer.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.contracts.Command;
import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class SagaLifeIT {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Test
  void aWholeIntegrationSucceeds() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants = participants(name, command -> SUCCEEDED)) {

      // when
      String saga = Api.start(name);
      Api.awaitState(saga, "succeeded");

      // then
      JsonPath done = Api.saga(saga);
      int total = done.getInt("total");
      assertThat(total).isGreaterThan(40);
      assertThat(done.getInt("counts.succeeded")).isEqualTo(total);
      assertThat(done.getString("endedAt")).isNotNull();
      assertThat(done.getList("actions.order")).isEqualTo(List.of("rollback", "rerun"));
      assertThat(participants.commands(name)).hasSize(total);
      assertThat(Api.steps(saga).getList("items.state", String.class))
          .containsOnly("succeeded")
          .hasSize(total);
      assertThat(Api.events(saga).getList("items.type", String.class))
          .startsWith("saga-started")
          .endsWith("saga-succeeded");
      assertThat(participants.overlapping(name)).isEmpty();
      assertThat(onEachNodeEpochsRise(participants, name)).isTrue();
    }
  }

  @Test
  void aFailureIsAnIncidentAndRetryFinishesOnlyWhatIsMissing() {
    // given
    String name = Api.newName();
    Set<String> ill = ConcurrentHashMap.newKeySet();
    ill.add("openstack-compute02");
    try (FakeParticipant participants =
        participants(
            name,
            command ->
                ill.contains(command.dispatch().node().name().value()) ? FAILED : SUCCEEDED)) {

      // when
      String saga = Api.start(name);
      Api.awaitState(saga, "incident");

      // then
      JsonPath incident = Api.saga(saga);
      assertThat(incident.getInt("counts.failed")).isEqualTo(1);
      assertThat(incident.getList("actions.order", String.class))
          .containsExactlyInAnyOrder("retry", "skip", "cancel", "rollback", "rerun");
      assertThat(incident.getString("actions.find { it.order == 'retry' }.steps"))
          .isEqualTo("[check-node@openstack-compute02]");
      Map<String, Object> failed = Api.steps(saga).getMap("items.find { it.state == 'failed' }");
      assertThat(failed).containsEntry("name", "check-node@openstack-compute02");
      assertThat(failed.get("error").toString())
          .contains("NODE_UNSUITABLE", "node", "Fix the problems listed in the findings");

      // and when
      int before = participants.commands(name).size();
      int missing = incident.getInt("total") - incident.getInt("counts.succeeded");
      Api.retry(saga, "configure-nova").then().statusCode(409);
      ill.clear();
      Api.retry(saga, "check-node@openstack-compute02").then().statusCode(202);
      Api.awaitState(saga, "succeeded");

      // then
      assertThat(participants.commands(name)).hasSize(before + missing);
      Api.retry(saga, "all")
          .then()
          .statusCode(409)
          .body("code", org.hamcrest.Matchers.equalTo("illegal-order"));
    }
  }

  @Test
  void aFailureThatMayHealIsTriedAgainByItself() {
    // given
    String name = Api.newName();
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try (FakeParticipant participants =
        participants(
            name,
            command ->
                command.dispatch().step().action().equals("check-cluster") && seen.add("once")
                    ? FAILED_RETRYABLE
                    : SUCCEEDED)) {

      // when
      String saga = Api.start(name);
      Api.awaitState(saga, "succeeded");

      // then
      assertThat(Api.events(saga).getList("items.type", String.class))
          .contains("step-retry-scheduled");
      assertThat(
              participants.commands(name).stream()
                  .filter(command -> command.dispatch().step().action().equals("check-cluster"))
                  .map(command -> command.dispatch().attempt()))
          .containsExactly(1, 2);
    }
  }

  @Test
  void doubledAndStaleEventsChangeNothing() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants = participants(name, command -> SUCCEEDED)) {
      String saga = Api.start(name);
      Api.awaitState(saga, "succeeded");
      Command first = participants.commands(name).getFirst();

      // when
      participants.sayNonsense();
      participants.say(FakeParticipant.succeeded(first));
      participants.say(FakeParticipant.succeeded(first));

      // then
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  Api.events(saga).getList("items.type", String.class).stream()
                          .filter("event-ignored"::equals)
                          .count()
                      == 2);
      assertThat(Api.state(saga)).isEqualTo("succeeded");
    }
  }

  private FakeParticipant participants(
      String name, Function<Command, FakeParticipant.Answer> behaviour) {
    return FakeParticipant.of(kafka, name, behaviour);
  }

  private static boolean onEachNodeEpochsRise(FakeParticipant participants, String name) {
    return participants.commands(name).stream()
        .collect(Collectors.groupingBy(command -> command.dispatch().node().name()))
        .values()
        .stream()
        .allMatch(
            commands ->
                commands.stream()
                    .map(command -> command.dispatch().epoch())
                    .toList()
                    .equals(
                        commands.stream()
                            .map(command -> command.dispatch().epoch())
                            .sorted()
                            .toList()));
  }
}
