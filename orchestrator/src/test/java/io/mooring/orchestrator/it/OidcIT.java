package io.mooring.orchestrator.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@QuarkusTestResource(value = OidcProvider.class, restrictToAnnotatedClass = true)
class OidcIT {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @TestHTTPResource URI base;

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

  @Test
  void whoMayOnlyReadSeesNoButtons() {
    // given
    String name = Api.newName();
    WebPage.assumeBuilt();
    try (FakeParticipant participants =
        InBrowser.participants(kafka, name, InBrowser::illOnOne, Tale::of)) {
      String saga = Api.start(name);
      Api.awaitState(saga, "incident");
      try (Chromium chromium = new Chromium();
          BrowserContext browser = viewer(chromium)) {
        Page page = browser.newPage();

        // when
        page.navigate(base + "sagas/" + saga + "?step=" + InBrowser.encoded(InBrowser.ILL));

        // then
        assertThat(page.locator(".drawer")).containsText("the node is not well");
        assertThat(page.locator(".drawer .actions button")).hasCount(0);
        assertThat(page.locator(".page-head .actions button")).hasCount(0);
        page.navigate(base + "integrations/" + name);
        assertThat(InBrowser.heading(page, name)).isVisible();
        assertThat(page.locator(".actions button")).hasCount(0);
        page.navigate(base + "integrations/" + name + "/edit");
        assertThat(page.getByLabel("The document as YAML")).not().isEditable();
        assertThat(page.locator(".actions button")).hasCount(0);
      }
    }
  }

  private static BrowserContext viewer(Chromium chromium) {
    return chromium.somebody(
        new Browser.NewContextOptions()
            .setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + token("viewer"))));
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
