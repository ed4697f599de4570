package io.mooring.orchestrator.it;

import static io.mooring.orchestrator.it.Api.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class PagesIT {
  @Inject AgroalDataSource database;

  @Test
  void stepsComePageByPageWithoutGapOrDouble() {
    // given
    String saga = Api.start(Api.newName());
    String path = "/api/v1/sagas/" + saga + "/steps";

    // when
    List<String> names = walk(path, 7, "name");

    // then
    assertThat(names).isEqualTo(Api.steps(saga).getList("items.name", String.class));
    assertThat(names).hasSize(Api.saga(saga).getInt("total")).doesNotHaveDuplicates();
    assertThat(given().get(path + "?limit=7").jsonPath().getList("items.dependsOn").toString())
        .contains("check-node@");
  }

  @Test
  void onlyStepsThatChangedComeSinceAPosition() {
    // given
    String name = Api.newName();
    String saga = Api.start(name);
    String path = "/api/v1/sagas/" + saga + "/steps";
    String position = given().get(path).jsonPath().getString("position");

    // when
    Api.order(saga, "skip", Map.of("step", "check-node@nowhere"), null);
    List<String> none = given().get(path + "?since=" + position).jsonPath().getList("items.name");
    Api.order(saga, "cancel", Map.of(), null).then().statusCode(202);
    JsonPath changed = given().get(path + "?limit=5&since=" + position).jsonPath();

    // then
    assertThat(none).as("nothing, or what had just been sent").hasSizeLessThan(10);
    assertThat(changed.getList("items.state", String.class)).hasSize(5).contains("cancelled");
    assertThat(changed.getString("next")).isNotNull();
    given()
        .get(path + "?since=yesterday")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/since"));
  }

  @Test
  void ofALongHistoryTheNewestCanBeReadAndThatOfOneStep() {
    // given
    String saga = Api.start(Api.newName());
    List<Integer> all = Api.events(saga).getList("items.sequence");
    String path = "/api/v1/sagas/" + saga + "/events";

    // when
    List<Integer> newest = entries(path + "?last=2").getList("items.sequence");
    JsonPath first = entries(path + "?step=check-node@openstack-compute01");

    // then
    assertThat(newest).hasSize(2);
    assertThat(newest.getFirst()).isGreaterThan(all.getFirst());
    assertThat(first.getList("items.step", String.class))
        .isNotEmpty()
        .allMatch("check-node@openstack-compute01"::equals);
  }

  private static JsonPath entries(String path) {
    return given().accept("application/json").get(path).then().statusCode(200).extract().jsonPath();
  }

  @Test
  void integrationsComePageByPageByNameAndWithoutDocuments() {
    // given
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      made.add(Api.newName());
      Api.submit(Api.document(made.getLast())).then().statusCode(201);
    }

    // when
    List<String> names = walk("/api/v1/integrations", 2, "name");

    // then
    assertThat(names).isSorted().doesNotHaveDuplicates().containsAll(made);
    assertThat(given().get("/api/v1/integrations").jsonPath().getList("items.document"))
        .containsOnlyNulls();
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=501", "limit=-1"})
  void aPageIsBounded(String query) {
    for (String path : List.of("/api/v1/integrations", "/api/v1/events")) {
      given()
          .accept("application/json")
          .get(path + "?" + query)
          .then()
          .statusCode(400)
          .body("errors[0].pointer", equalTo("/limit"));
    }
  }

  @Test
  void aStoredDocumentThatIsNotValidAnyMoreIsAProblemThatNamesTheField() throws SQLException {
    // given a document that an earlier release accepted
    String name = Api.newName();
    Api.submit(Api.document(name)).then().statusCode(201);
    try (Connection connection = database.getConnection();
        PreparedStatement change =
            connection.prepareStatement(
                "update mooring.integration set document ="
                    + " replace(document, '\"glance\":{}', '\"glance\":{\"former\":1}')"
                    + " where name = ?")) {
      change.setString(1, name);
      assertThat(change.executeUpdate()).isOne();
    }

    // when, then
    Api.startSaga(name)
        .then()
        .statusCode(409)
        .body("code", equalTo("outdated-document"))
        .body("errors[0].pointer", equalTo("/glance/former"));
  }

  private static List<String> walk(String path, int limit, String field) {
    List<String> seen = new ArrayList<>();
    String after = "";
    while (after != null) {
      JsonPath page =
          given()
              .queryParam("limit", limit)
              .queryParam("after", after)
              .get(path)
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      assertThat(page.getList("items")).hasSizeLessThanOrEqualTo(limit);
      seen.addAll(page.getList("items." + field, String.class));
      after = page.getString("next");
    }
    return seen;
  }
}
