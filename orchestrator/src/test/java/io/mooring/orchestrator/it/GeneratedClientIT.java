package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.mooring.client.ApiClient;
import io.mooring.client.ApiException;
import io.mooring.client.api.AccessApi;
import io.mooring.client.api.IntegrationsApi;
import io.mooring.client.api.OrdersApi;
import io.mooring.client.api.SagasApi;
import io.mooring.client.model.Problem;
import io.mooring.client.model.RetryRequest;
import io.mooring.client.model.Saga;
import io.mooring.client.model.SagaRequest;
import io.mooring.client.model.Step;
import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A client that a generator makes from the committed description of the API works with the API, and
 * is told nothing that the description does not name.
 */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class GeneratedClientIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  private final ApiClient client = new ApiClient();
  private final String name = Api.newName();

  @BeforeEach
  void signIn() {
    client.updateBaseUri("http://127.0.0.1:" + RestAssured.port);
    client.setRequestInterceptor(
        request -> request.header("Authorization", "Bearer " + Api.token()));
    client.setObjectMapper(
        ApiClient.createDefaultObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
  }

  @Test
  void followsAnApplyThroughAnIncidentToItsEnd() throws Exception {
    // given
    IntegrationsApi integrations = new IntegrationsApi(client);
    SagasApi sagas = new SagasApi(client);
    AtomicInteger answers = new AtomicInteger();
    try (FakeParticipant participants =
        FakeParticipant.of(
            kafka,
            name,
            command ->
                answers.incrementAndGet() == 1
                    ? FakeParticipant.Answer.FAILED
                    : FakeParticipant.Answer.SUCCEEDED)) {

      // when
      Map<?, ?> document =
          new ObjectMapper(new YAMLFactory()).readValue(Api.document(name), Map.class);
      integrations.apiV1IntegrationsPost(document, null);
      Saga started =
          integrations.apiV1IntegrationsNameSagasPost(name, new SagaRequest().kind("apply"), null);
      String id = started.getId().toString();
      await().atMost(PATIENCE).until(() -> sagas.apiV1SagasIdGet(id).getState().equals("incident"));
      Step failed =
          sagas.apiV1SagasIdStepsGet(id, null, null, null, null).getItems().stream()
              .filter(step -> step.getState().equals("failed"))
              .findFirst()
              .orElseThrow();
      new OrdersApi(client)
          .apiV1SagasIdRetryPost(id, new RetryRequest().select(failed.getName()), null);
      await()
          .atMost(PATIENCE)
          .until(() -> sagas.apiV1SagasIdGet(id).getState().equals("succeeded"));

      // then
      assertThat(sagas.apiV1SagasIdStepsNameGet(id, failed.getName()).getAttempt()).isEqualTo(2);
      assertThat(integrations.apiV1IntegrationsNameGet(name).getGeneration()).isEqualTo(1);
      assertThat(integrations.apiV1IntegrationsNameSagasGet(name, null, null).getItems())
          .extracting(saga -> saga.getId().toString())
          .containsExactly(id);
      assertThat(new AccessApi(client).apiV1MeGet().getRoles()).contains("admin");
    }
  }

  @Test
  void understandsARefusal() throws Exception {
    ApiException refused =
        catchThrowableOfType(
            ApiException.class,
            () -> new IntegrationsApi(client).apiV1IntegrationsNameGet("nobody-knows-it"));

    assertThat(refused.getCode()).isEqualTo(404);
    Problem problem = client.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
    assertThat(problem.getStatus()).isEqualTo(404);
    assertThat(problem.getTitle()).isNotBlank();
  }
}
