package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class WebPageIT {
  private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"");

  @BeforeEach
  void pageIsBuilt() {
    WebPage.assumeBuilt();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/integrations/berlin.az2",
        "/sagas/00000000-0000-0000-0000-000000000000?step=restart-glance%40node.example.org",
        "/events?type=step-failed"
      })
  void everyAddressShowsThePageWithoutAToken(String path) {
    get(path)
        .then()
        .statusCode(200)
        .contentType("text/html")
        .header("Cache-Control", "no-cache")
        .body(containsString("<div id=\"page\">"));
  }

  @Test
  void nothingInlineAndNothingOfAnotherOriginIsRunOrShown() {
    Response page = get("/");

    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "http", "*");
    assertThat(page.asString()).doesNotContain("<style", "://").doesNotContainPattern("<script>");
  }

  @Test
  void whatHasItsContentInItsNameIsKeptByTheBrowser() {
    Matcher script = SCRIPT.matcher(get("/").asString());
    assertThat(script.find()).isTrue();

    get(script.group(1))
        .then()
        .statusCode(200)
        .header("Cache-Control", containsString("immutable"))
        .header("X-Content-Type-Options", "nosniff");
  }

  @Test
  void theApiStaysTheApi() {
    get("/api/v1/nothing").then().statusCode(404).contentType("application/problem+json");
    get("/assets/gone.js").then().statusCode(404);
  }

  private static Response get(String path) {
    return RestAssured.given().urlEncodingEnabled(false).get(path);
  }
}
