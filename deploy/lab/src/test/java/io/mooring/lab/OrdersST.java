package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What people tell a saga that runs: each order is taken once, by somebody who saw what it is; and
 * what another integration is told that needs the same nodes meanwhile.
 */
@Order(10)
@ExtendWith(StageExtension.class)
class OrdersST {
  private static final int TAKEN = 202;
  private static final int ILLEGAL = 409;
  private static final int MOVED = 412;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String WHY = "somebody is on the phone";

  private final Stage stage;

  OrdersST(Stage stage) {
    this.stage = stage;
  }

  @Test
  void ofTwoOrdersAtOnceOneWinsAndIllegalOnesAreToldWhatIsLegal() {
    // given
    stage.needSomeIntegration();
    String site = stage.documents().site().toString();
    String saga = stage.product().command(PATIENCE, "apply", "-f", site, "-o", "name").answer();
    String seen = tag(saga);

    // when
    Execution pause = stage.product().command(PATIENCE, "pause", "lab", "--why", WHY);

    // then
    assertThat(pause.exit()).as("%s", pause).isZero();
    await("nothing runs")
        .atMost(PATIENCE)
        .until(() -> stage.sagas().saga(saga).at("/counts/running").asInt() == 0);
    JsonNode paused = stage.sagas().saga(saga);
    assertThat(paused.path("state").asText()).isEqualTo("paused");
    assertThat(paused.at("/counts/ready").asInt()).as("%s", paused).isPositive();

    assertThat(order(saga, "resume", seen).status()).as("seen too early").isEqualTo(MOVED);
    Api.Answer illegal = order(saga, "pause", tag(saga));
    assertThat(illegal.status()).as("%s", illegal).isEqualTo(ILLEGAL);
    assertThat(illegal.body()).contains("It takes now: cancel, ").contains("resume");

    String other = other().toString();
    Execution refused = stage.product().command(PATIENCE, "apply", "-f", other);
    assertThat(refused.exit()).as("%s", refused).isEqualTo(1);
    assertThat(refused.text())
        .as("the holder is named")
        .contains("of integration lab has had", "--wait-for-nodes");
    String waiting =
        stage
            .product()
            .command(PATIENCE, "apply", "-f", other, "--wait-for-nodes", "-o", "name")
            .answer();
    JsonNode waits = stage.sagas().saga(waiting);
    assertThat(waits.path("state").asText()).as("%s", waits).isEqualTo("waiting");
    assertThat(waits.at("/waitsFor/integration").asText()).as("%s", waits).isEqualTo("lab");

    List<Integer> both = atOnce(saga, tag(saga), "resume", "resume");
    assertThat(both).as("of two at once").containsExactlyInAnyOrder(TAKEN, MOVED);
    Execution cancel = stage.product().command(PATIENCE, "cancel", "lab", "--why", WHY);
    assertThat(cancel.exit()).as("%s", cancel).isZero();
    await("saga at rest")
        .atMost(PATIENCE)
        .until(() -> stage.sagas().state(saga).equals("cancelled"));
    assertThat(order(saga, "resume", tag(saga)).body()).contains("It takes");
    assertThat(history(saga)).contains(WHY);
    Execution second = stage.product().command(FirstRun.LONGEST_RUN, "watch", waiting);
    assertThat(second.exit()).as("begun by itself: %s", second).isZero();
    assertThat(stage.sagas().steps(waiting))
        .as("nothing was left to do for the other integration")
        .allSatisfy(step -> assertThat(step.path("changes")).as(Sagas.line(step)).isEmpty());
  }

  /** Another integration of the same nodes with the same cluster. */
  private Path other() {
    return stage.documents().file("other", stage.documents().with("/name", "other"));
  }

  private List<Integer> atOnce(String saga, String seen, String... orders) {
    List<CompletableFuture<Integer>> answers =
        Stream.of(orders)
            .map(it -> CompletableFuture.supplyAsync(() -> order(saga, it, seen).status()))
            .toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private Api.Answer order(String saga, String order, String seen) {
    ObjectNode why = Api.JSON.createObjectNode().put("why", WHY);
    return stage.api().with("If-Match", seen).post("/api/v1/sagas/" + saga + "/" + order, why);
  }

  private String tag(String saga) {
    return "\"" + stage.sagas().saga(saga).path("version").asLong() + "\"";
  }

  private String history(String saga) {
    return stage.sagas().history(saga).toString();
  }
}
