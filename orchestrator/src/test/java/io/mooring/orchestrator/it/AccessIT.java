package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class AccessIT {
  @TestHTTPResource URI base;

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:8480", "localhost.evil.example"})
  void aForeignHostIsRefused(String host) {
    Api.given()
        .header("Host", host)
        .get("/api/v1/integrations")
        .then()
        .statusCode(421)
        .contentType("application/problem+json")
        .body("code", equalTo("host-not-allowed"));
    RestAssured.given().header("Host", host).get("/q/openapi").then().statusCode(421);
    RestAssured.given().header("Host", host).get("/q/health").then().statusCode(421);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health", "/api/v1/integrations", "/nothing"})
  void everyAnswerSaysWhatTimeItIsHere(String path) {
    String date = RestAssured.given().get(path).header("Date");

    assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
        .isCloseTo(ZonedDateTime.now(), within(1, ChronoUnit.MINUTES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1", "not an origin"})
  void aWriteFromAnotherOriginIsRefused(String origin) {
    write(Api.given().header("Origin", origin))
        .then()
        .statusCode(403)
        .body("code", equalTo("cross-origin"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void aWriteThatTheBrowserCallsForeignIsRefused(String site) {
    write(Api.given().header("Sec-Fetch-Site", site)).then().statusCode(403);
  }

  @Test
  void aWriteFromOurOwnPagesIsTaken() {
    String own = base.getScheme() + "://" + base.getAuthority();

    write(Api.given().header("Origin", own).header("Sec-Fetch-Site", "same-origin"))
        .then()
        .statusCode(404);
  }

  @Test
  void aWriteThatABrowserSendsWithoutAskingIsRefused() {
    String path = "/api/v1/integrations/nobody/sagas";

    Api.given().noContentType().post(path).then().statusCode(415);
    for (String simple : new String[] {"text/plain", "application/x-www-form-urlencoded"}) {
      Api.given()
          .contentType(simple)
          .body("{}")
          .post(path)
          .then()
          .statusCode(415)
          .body("code", equalTo("content-type-required"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/integrations",
        "/api/v1/integrations/nobody",
        "/api/v1/integrations/nobody/sagas",
        "/api/v1/sagas/00000000-0000-0000-0000-000000000000",
        "/api/v1/sagas/00000000-0000-0000-0000-000000000000/steps",
        "/api/v1/sagas/00000000-0000-0000-0000-000000000000/events",
        "/api/v1/events",
        "/api/v1/reference/error-codes",
        "/api/v1/reference/document-schema"
      })
  void nothingIsReadWithoutAToken(String path) {
    RestAssured.given()
        .accept("application/json")
        .get(path)
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", "Bearer")
        .contentType("application/problem+json")
        .body("code", equalTo("not-authenticated"));
    RestAssured.given().header("Authorization", "Bearer guess").get(path).then().statusCode(401);
  }

  @Test
  void nothingIsWrittenOrMeasuredWithoutAToken() {
    write(RestAssured.given()).then().statusCode(401);
    RestAssured.given().get("/q/metrics").then().statusCode(401);
    RestAssured.given()
        .contentType("application/json")
        .post("/api/v1/browser-links")
        .then()
        .statusCode(401);
  }

  @Test
  void healthAndTheDescriptionAreOpen() {
    RestAssured.given().get("/q/health/ready").then().statusCode(200);
    RestAssured.given().get("/q/openapi").then().statusCode(200);
  }

  @Test
  void theTokenIsForItsOwnerOnlyAndStandsForTheAccountInTheHistory() throws IOException {
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of("target/token"))))
        .isEqualTo("rw-------");

    String saga = Api.start(Api.newName());

    assertThat(Api.events(saga).getString("items[0].actor"))
        .isEqualTo("local:" + System.getProperty("user.name"));
  }

  @Test
  void codesAndFieldsCanBeExplained() {
    Api.given()
        .get("/api/v1/reference/error-codes")
        .then()
        .statusCode(200)
        .body("items.find { it.code == 'NODE_UNREACHABLE' }.category", equalTo("node"))
        .body("items.find { it.code == 'NODE_UNREACHABLE' }.retryable", equalTo(true));
    Api.given()
        .get("/api/v1/reference/document-schema")
        .then()
        .statusCode(200)
        .body("properties.ssh.properties.port.default", equalTo(22));
  }

  @Test
  void aLinkSignsOneBrowserIn() {
    // given
    String link =
        Api.given()
            .contentType("application/json")
            .post("/api/v1/browser-links")
            .then()
            .statusCode(201)
            .extract()
            .path("path");

    // when
    Response opened = RestAssured.given().urlEncodingEnabled(false).get(link);
    Response again = RestAssured.given().urlEncodingEnabled(false).get(link);

    // then
    opened.then().statusCode(200).body(containsString("may use Mooring now"));
    assertThat(opened.getHeader("Set-Cookie"))
        .containsIgnoringCase("HttpOnly")
        .containsIgnoringCase("SameSite=Strict")
        .contains("Path=/");
    again.then().statusCode(410);
    assertThat(again.getCookies()).isEmpty();
    RestAssured.given()
        .cookies(opened.getCookies())
        .get("/api/v1/integrations")
        .then()
        .statusCode(200);
    RestAssured.given()
        .cookie("mooring-session", "guess")
        .get("/api/v1/integrations")
        .then()
        .statusCode(401);
    RestAssured.given().get("/open?code=guess").then().statusCode(410);
  }

  private static Response write(RequestSpecification request) {
    return request
        .contentType("application/json")
        .body(Map.of("kind", "apply"))
        .post("/api/v1/integrations/nobody/sagas");
  }
}
