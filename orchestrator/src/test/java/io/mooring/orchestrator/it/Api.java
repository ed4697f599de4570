package io.mooring.orchestrator.it;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** What a client does, in the words of the API. */
public final class Api {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  // Whoever says nothing else is as patient: beside other tests a step may take a while.
  static {
    Awaitility.setDefaultTimeout(PATIENCE);
  }

  private Api() {}

  /** A name that no other test uses. */
  public static String newName() {
    return "site-" + COUNT.incrementAndGet() + "-" + Long.toHexString(System.nanoTime());
  }

  public static String document(String name) {
    try (InputStream site = Api.class.getResourceAsStream("/site.yaml")) {
      return new String(site.readAllBytes(), StandardCharsets.UTF_8).replace("NAME", name);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** The same with more computes. */
  static String document(String name, int computes) {
    StringBuilder more = new StringBuilder();
    for (int i = 3; i <= computes; i++) {
      more.append(
          "  openstack-compute%02d: {address: openstack-compute%02d.%s.test, roles: [compute]}%n"
              .formatted(i, i, name));
    }
    return document(name).replace("ceph:\n", more + "ceph:\n");
  }

  public static Response submit(String document) {
    return yaml().body(document).post("/api/v1/integrations");
  }

  /** A request of this machine's administrator. */
  public static RequestSpecification given() {
    return RestAssured.given().header("Authorization", "Bearer " + token());
  }

  /** The token that the orchestrator has made at its start. */
  static String token() {
    try {
      return Files.readString(Path.of("target/token")).strip();
    } catch (IOException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** A request whose body is YAML, which REST Assured does not know by itself. */
  static RequestSpecification yaml() {
    return yaml(given());
  }

  static RequestSpecification yaml(RequestSpecification request) {
    return request
        .config(
            RestAssuredConfig.config()
                .encoderConfig(
                    EncoderConfig.encoderConfig()
                        .encodeContentTypeAs("application/yaml", ContentType.TEXT)))
        .contentType("application/yaml");
  }

  /** Submits the document of the lab under a new name and starts it; gives the saga's id. */
  public static String start(String name) {
    submit(document(name)).then().statusCode(201);
    return startSaga(name).then().statusCode(202).extract().path("id");
  }

  /** Asks for an apply of an integration that is there. */
  public static Response startSaga(String name) {
    return given()
        .contentType("application/json")
        .body(Map.of("kind", "apply"))
        .post("/api/v1/integrations/" + name + "/sagas");
  }

  /** Asks for failed steps to be tried again. */
  public static Response retry(String saga, String select) {
    return given()
        .contentType("application/json")
        .body(Map.of("select", select))
        .post("/api/v1/sagas/" + saga + "/retry");
  }

  /** Gives an order to a saga that was seen in this version; null: whatever version it has. */
  static Response order(String saga, String order, Map<String, String> body, String version) {
    RequestSpecification request = given().contentType("application/json").body(body);
    return (version == null ? request : request.header("If-Match", version))
        .post("/api/v1/sagas/" + saga + "/" + order);
  }

  /** A saga. */
  public static JsonPath saga(String id) {
    return given().get("/api/v1/sagas/" + id).then().statusCode(200).extract().jsonPath();
  }

  /** Its steps. */
  public static JsonPath steps(String id) {
    return given()
        .get("/api/v1/sagas/" + id + "/steps")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** What happened to it. */
  public static JsonPath events(String id) {
    return given()
        .accept("application/json")
        .get("/api/v1/sagas/" + id + "/events")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** The state that a saga is in, by a reader that may be asked often: a JsonPath compiles each. */
  public static String state(String saga) {
    return tree(saga).path("state").asText();
  }

  /** How many of a saga's steps are in a state. */
  static int count(String saga, String state) {
    return tree(saga).path("counts").path(state).asInt();
  }

  private static JsonNode tree(String saga) {
    try {
      return JSON.readTree(given().get("/api/v1/sagas/" + saga).asByteArray());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Waits until the saga is in a state. */
  public static void awaitState(String saga, String state) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> state(saga).equals(state));
  }
}
