package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class StreamOfAllIT {
  @Inject AgroalDataSource database;

  private String position;

  @Test
  void whatTookItsSequenceEarlyAndWasCommittedLateIsSeen() throws SQLException {
    // given
    UUID saga = UUID.fromString(Api.start(Api.newName()));
    position = here();
    try (Connection older = transaction();
        Connection younger = transaction()) {
      insert(younger, saga, "first to take a sequence");
      insert(older, saga, "first to be committed");

      // when
      older.commit();
      List<String> before = read();
      younger.commit();
      List<String> after = read();

      // then
      assertThat(before).contains("first to be committed");
      assertThat(after).contains("first to take a sequence");
    }
  }

  @Test
  void whoWantsOnlyTheNewestGetsThemAndThenWhatComes() {
    // given
    String before = here();
    Api.start(Api.newName());
    List<Long> all = sequences(before);

    // when
    JsonPath newest = page("last=3");
    String next = newest.getString("next");

    // then
    assertThat(newest.getList("items.sequence", Long.class))
        .hasSizeGreaterThanOrEqualTo(3)
        .containsAll(all.subList(all.size() - 3, all.size()));
    assertThat(page("last=0").getString("next")).doesNotStartWith("0-0");
    assertThat(page("last=3&after=" + next).getList("items.sequence", Long.class))
        .doesNotContainAnyElementsOf(newest.getList("items.sequence", Long.class));
    Api.given().accept("application/json").get("/api/v1/events?last=-1").then().statusCode(400);
  }

  /** The place behind all that the tests before this one left in the stream. */
  private static String here() {
    return page("last=0").getString("next");
  }

  private static List<Long> sequences(String after) {
    List<Long> sequences = new ArrayList<>();
    JsonPath page = page("limit=500&after=" + after);
    while (!page.getList("items").isEmpty()) {
      sequences.addAll(page.getList("items.sequence", Long.class));
      page = page("limit=500&after=" + page.getString("next"));
    }
    return sequences;
  }

  private static JsonPath page(String query) {
    return Api.given()
        .accept("application/json")
        .get("/api/v1/events?" + query)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private Connection transaction() throws SQLException {
    Connection connection = database.getConnection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_current_xact_id()");
    }
    return connection;
  }

  private static void insert(Connection connection, UUID saga, String summary) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into mooring.saga_history
              (sequence, at, integration, saga, type, actor, summary, detail)
            select nextval('mooring.saga_history_sequence'), now(), integration, id,
              'event-ignored', 'tester', ?, '{}' from mooring.saga where id = ?
            """)) {
      insert.setString(1, summary);
      insert.setObject(2, saga);
      insert.executeUpdate();
    }
  }

  /** Everything new since the last call or {@link #here}, page by page. */
  private List<String> read() {
    List<String> summaries = new ArrayList<>();
    while (true) {
      JsonPath page = page("after=" + position);
      position = page.getString("next");
      List<String> found = page.getList("items.summary", String.class);
      if (found.isEmpty()) {
        return summaries;
      }
      summaries.addAll(found);
    }
  }
}
