package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@QuarkusTestResource(value = OidcProvider.class, restrictToAnnotatedClass = true)
class OidcIT {
  @Test
  void aViewerReadsAndChangesNothing() {
    String name = Api.newName();
    Api.submit(Api.document(name)).then().statusCode(201);

    as("viewer").get("/api/v1/integrations/" + name).then().statusCode(200);
    as("viewer").get("/q/metrics").then().statusCode(200);
    submit("viewer", name).then().statusCode(403).body("code", equalTo("not-allowed"));
    start("viewer", name).then().statusCode(403);
  }

  @Test
  void whoHasNoRoleReadsNothing() {
    as("nobody").get("/api/v1/integrations").then().statusCode(403);
    as("nobody").get("/q/metrics").then().statusCode(403);
    bearer(token("viewer") + "x").get("/api/v1/integrations").then().statusCode(401);
  }

  @Test
  void theHistoryNamesWhoStartedASaga() {
    String name = Api.newName();
    submit("operator", name).then().statusCode(201);
    String saga = start("operator", name).then().statusCode(202).extract().path("id");

    assertThat(Api.events(saga).getString("items[0].actor")).isEqualTo("operator@example.org");
  }

  @Test
  void onlyTheLocalTokenMakesLinksForBrowsers() {
    as("operator")
        .contentType("application/json")
        .post("/api/v1/browser-links")
        .then()
        .statusCode(403);
    Api.given()
        .contentType("application/json")
        .post("/api/v1/browser-links")
        .then()
        .statusCode(201);
  }

  @Test
  void everybodyLearnsWhoTheyAreAndWhatTheyMay() {
    as("viewer")
        .get("/api/v1/me")
        .then()
        .statusCode(200)
        .body("name", equalTo("viewer@example.org"))
        .body("roles", equalTo(List.of("viewer")));
    as("operator").get("/api/v1/me").then().body("roles", equalTo(List.of("viewer", "operator")));
    as("nobody").get("/api/v1/me").then().statusCode(403);
  }

  private static Response submit(String role, String name) {
    return Api.yaml(as(role)).body(Api.document(name)).post("/api/v1/integrations");
  }

  private static Response start(String role, String name) {
    return as(role)
        .contentType("application/json")
        .body(Map.of("kind", "apply"))
        .post("/api/v1/integrations/" + name + "/sagas");
  }

  private static RequestSpecification as(String role) {
    return bearer(token(role));
  }

  private static String token(String role) {
    return ConfigProvider.getConfig().getValue("test.token." + role, String.class);
  }

  private static RequestSpecification bearer(String token) {
    return RestAssured.given().header("Authorization", "Bearer " + token);
  }
}
