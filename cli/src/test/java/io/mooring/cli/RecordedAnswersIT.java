package io.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tests of this command are told is what the API's description promises. */
class RecordedAnswersIT {
  private final HttpClient http = HttpClient.newHttpClient();
  private ApiSchemas schemas;
  private RecordedServer server;

  @BeforeEach
  void start() throws IOException {
    schemas = new ApiSchemas();
    server = new RecordedServer(new RecordedSaga(2, true).finished(), 0, 1);
  }

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  @ParameterizedTest
  @CsvSource({
    "get,  /api/v1/integrations,              200",
    "post, /api/v1/integrations,              201",
    "post, /api/v1/integrations/check,        200",
    "get,  /api/v1/integrations/{name},       200",
    "get,  /api/v1/integrations/{name}/sagas, 200",
    "post, /api/v1/integrations/{name}/sagas, 202",
    "get,  /api/v1/sagas/{id},                200",
    "get,  /api/v1/sagas/{id}/steps,          200",
    "get,  /api/v1/sagas/{id}/steps/{name},   200",
    "get,  /api/v1/sagas/{id}/plan,           200",
    "post, /api/v1/sagas/{id}/retry,          202",
    "post, /api/v1/sagas/{id}/skip,           202",
    "get,  /api/v1/reference/error-codes,     200",
    "get,  /api/v1/sagas/{id}/events?after=0, 200",
    "get,  /api/v1/me,                        200",
    "get,  /api/v1/services,                  200",
    "post, /api/v1/browser-links,             201"
  })
  void fitTheirSchemas(String method, String path, String status) throws Exception {
    // when
    JsonNode answer = answer(method, path, "{}", Integer.parseInt(status));

    // then
    assertThat(schemas.faults(answer, method, path.split("\\?")[0], status)).isEmpty();
  }

  @Test
  void refusalsAreProblems() throws Exception {
    JsonNode refused = answer("post", "/api/v1/integrations", "Bad_Name", 422);
    server.becomeBusy();
    JsonNode busy = answer("post", "/api/v1/integrations/{name}/sagas", "{}", 409);
    server.knowNobody();
    JsonNode unknown = answer("get", "/api/v1/integrations", "", 401);

    assertThat(schemas.faultsOfProblem(refused)).isEmpty();
    assertThat(schemas.faultsOfProblem(busy)).isEmpty();
    assertThat(schemas.faultsOfProblem(unknown)).isEmpty();
  }

  private JsonNode answer(String method, String path, String body, int status) throws Exception {
    String name = path.contains("/steps/") ? RecordedSaga.FIRST : "site";
    String real = path.replace("{name}", name).replace("{id}", RecordedSaga.ID);
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(server.address() + real))
                .method(method.toUpperCase(java.util.Locale.ROOT), BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(status);
    return new ObjectMapper().readTree(response.body());
  }
}
