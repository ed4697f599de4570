package io.mooring.orchestrator.it;

import static io.mooring.orchestrator.it.FakeParticipant.Answer.FAILED;
import static io.mooring.orchestrator.it.FakeParticipant.Answer.SILENT;
import static io.mooring.orchestrator.it.FakeParticipant.Answer.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class OrdersIT {
  private static final String ILL = "check-node@openstack-compute02";
  private static final Map<String, String> WHY = Map.of("why", "the disk was replaced");

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Test
  void anOrderForAnotherVersionThanTheSagaHasIsRefused() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants = oneIll(name)) {
      String saga = Api.start(name);
      Api.awaitState(saga, "incident");
      String seen = Api.given().get("/api/v1/sagas/" + saga).getHeader("ETag");

      // when
      Response first = Api.order(saga, "skip", Map.of("step", ILL, "why", "out of order"), seen);
      Response second = Api.order(saga, "skip", Map.of("step", ILL), seen);

      // then
      first.then().statusCode(202).body("steps", equalTo(List.of(ILL)));
      assertThat(first.getHeader("ETag")).isNotEqualTo(seen);
      second.then().statusCode(412).body("code", equalTo("saga-moved"));
      assertThat(Api.events(saga).getString("items.detail.why")).contains("out of order");
    }
  }

  @Test
  void ofTwoOrdersAtOnceOneWinsAndTheOtherIsTold() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants = silent()) {
      String saga = Api.start(name);

      // when
      List<Integer> answers =
          Stream.generate(
                  () ->
                      CompletableFuture.supplyAsync(
                          () -> Api.order(saga, "pause", WHY, null).getStatusCode()))
              .limit(2)
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();

      // then
      assertThat(answers).containsExactlyInAnyOrder(202, 409);
    }
  }

  @Test
  void whatASagaDoesNotTakeIsRefusedWithWhatItTakes() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants = silent()) {
      String saga = Api.start(name);

      // when, then
      Api.order(saga, "resume", WHY, null)
          .then()
          .statusCode(409)
          .body("code", equalTo("illegal-order"))
          .body("detail", containsString("It takes now: "))
          .body("legal", hasItems("pause", "cancel"));
      Api.order(saga, "cancel", WHY, null).then().statusCode(202);
      Api.order(saga, "pause", WHY, null).then().statusCode(409);
    }
  }

  @Test
  void anOrderSaysWhatIsWrongWithIt() {
    String saga = Api.start(Api.newName());

    Api.order(saga, "skip", Map.of("step", "nonsense"), null)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/step"));
    Api.order(saga, "resolve", Map.of("step", ILL), null)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/choice"));
    Api.order(saga, "pause", Map.of("why", "x".repeat(501)), null)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/why"));
  }

  private FakeParticipant oneIll(String name) {
    return new FakeParticipant(
        kafka,
        command -> {
          if (!command.dispatch().integration().value().equals(name)) {
            return SILENT;
          }
          return command.dispatch().step().toString().equals(ILL) ? FAILED : SUCCEEDED;
        });
  }

  private FakeParticipant silent() {
    return new FakeParticipant(kafka, command -> SILENT);
  }
}
