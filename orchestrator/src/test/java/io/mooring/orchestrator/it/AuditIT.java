package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class AuditIT {
  private static final String ME = "local:" + System.getProperty("user.name");

  @Test
  void itSaysWhoDidWhatAndWhyNewestFirst() {
    // given
    String name = Api.newName();
    String saga = Api.start(name);
    Api.order(saga, "pause", Map.of("why", "a switch is replaced"), null).then().statusCode(202);

    // when
    JsonPath audit = page("integration=" + name);

    // then
    assertThat(audit.getList("items.deed"))
        .isEqualTo(List.of("pause-requested", "saga-started", "document-submitted"));
    assertThat(audit.getList("items.actor")).containsOnly(ME);
    assertThat(audit.getString("items[0].why")).isEqualTo("a switch is replaced");
    assertThat(audit.getString("items[0].saga")).isEqualTo(saga);
    assertThat(page("integration=" + name + "&actor=somebody").getList("items")).isEmpty();
  }

  @Test
  void itComesPageByPageWithoutGapOrDouble() {
    // given
    String name = Api.newName();
    String saga = Api.start(name);
    Api.order(saga, "pause", Map.of(), null).then().statusCode(202);

    // when
    List<String> keys = new ArrayList<>();
    String after = "";
    while (after != null) {
      JsonPath page =
          Api.given()
              .queryParam("integration", name)
              .queryParam("limit", 1)
              .queryParam("after", after)
              .get("/api/v1/audit")
              .jsonPath();
      keys.addAll(page.getList("items.key", String.class));
      after = page.getString("next");
    }

    // then
    assertThat(keys).isEqualTo(page("integration=" + name).getList("items.key")).hasSize(3);
    Api.given()
        .get("/api/v1/audit?after=yesterday")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/after"));
  }

  private static JsonPath page(String query) {
    return Api.given().get("/api/v1/audit?" + query).then().statusCode(200).extract().jsonPath();
  }
}
