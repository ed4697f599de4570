package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Computes that left the document, and one that is away and is parked. */
@Order(15)
@ExtendWith(StageExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScaleInST {
  private static final String KEYRING = "/etc/ceph/ceph.client.cinder.keyring";
  private static final String AWAY = Stage.ADDED.getFirst();
  private static final List<String> GONE = Stage.ADDED.subList(1, Stage.ADDED.size());
  private static final List<String> STAYING =
      Stream.concat(Lab.OPENSTACK_NODES.stream(), Stream.of(Lab.CEPH)).toList();

  private final Stage stage;
  private final NodeFiles nodes;
  private final LibvirtSecrets secrets;

  ScaleInST(Stage stage) {
    this.stage = stage;
    nodes = new NodeFiles(stage.lab());
    secrets = new LibvirtSecrets(stage.lab());
  }

  @Test
  @Order(1)
  void aComputeThatIsAwayIsParkedAndThoseThatLeftAreLeftAlone() {
    // given
    stage.needMoreComputes();
    stage.lab().on(AWAY, "rm " + KEYRING);
    stage.lab().verb("stop", AWAY);
    Map<String, String> left = nodes.everything(NodeFiles.INTEGRATED, GONE);

    // when
    Execution apply = apply();

    // then
    assertThat(apply.exit()).as("%s", apply).isZero();
    String saga = stage.sagas().newest();
    assertThat(stage.sagas().state(saga)).isEqualTo("succeeded");
    assertThat(stage.sagas().history(saga))
        .filteredOn(entry -> entry.path("type").asText().equals("node-parked"))
        .hasSize(1)
        .allSatisfy(entry -> assertThat(entry.toString()).contains(AWAY));
    for (JsonNode step : stage.sagas().steps(saga)) {
      String node = step.path("node").asText();
      assertThat(node).isNotIn(GONE);
      if (node.equals(AWAY) && step.path("mode").asText().equals("plan")) {
        assertThat(step.path("state").asText()).as(Sagas.line(step)).isEqualTo("skipped");
      } else if (!node.equals(AWAY)) {
        assertThat(step.path("state").asText()).as(Sagas.line(step)).isEqualTo("succeeded");
      }
    }
    assertThat(NodeFiles.differences(left, nodes.everything(NodeFiles.INTEGRATED, GONE)))
        .as("nobody asked to clean them")
        .isEmpty();
  }

  @Test
  @Order(2)
  void onlyComputesThatLeftArePruned() {
    // given
    stage.lab().verb("start", AWAY);
    Map<String, String> files = nodes.everything(NodeFiles.INTEGRATED, STAYING);
    Map<String, String> units = nodes.units(STAYING);

    // when
    Execution prune = stage.product().command(FirstRun.LONGEST_RUN, "prune", "lab", "--watch");

    // then
    assertThat(prune.exit()).as("%s", prune).isZero();
    assertThat(stage.sagas().steps(stage.sagas().newest()))
        .isNotEmpty()
        .allMatch(step -> GONE.contains(step.path("node").asText()));
    for (String gone : GONE) {
      assertThat(secrets.none(gone)).as("no secret on %s", gone).isTrue();
      assertThat(stage.lab().cephFiles(gone)).doesNotContain("keyring", "ceph.conf");
    }
    assertThat(NodeFiles.differences(files, nodes.everything(NodeFiles.INTEGRATED, STAYING)))
        .as("files of the others")
        .isEmpty();
    assertThat(NodeFiles.differences(units, nodes.units(STAYING))).as("units").isEmpty();
    Execution again = stage.product().command(FirstRun.LONGEST_RUN, "prune", "lab", "--watch");
    assertThat(again.exit()).as("%s", again).isEqualTo(1);
    assertThat(again.text())
        .contains("Only nodes that were taken out of the document can be pruned");
  }

  @Test
  @Order(3)
  void theParkedComputeIsCaughtUpByItself() {
    await("what it missed is there")
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> stage.lab().on(AWAY, "[ -e " + KEYRING + " ] && echo yes || echo no"),
            "yes"::equals);
    await("the saga that gave it ends")
        .atMost(Duration.ofMinutes(2))
        .until(() -> stage.sagas().state(stage.sagas().newest()).equals("succeeded"));
    JsonNode step = stage.sagas().step(stage.sagas().newest(), "place-keyring:cinder@" + AWAY);
    assertThat(step.path("changed").asBoolean()).as(Sagas.line(step)).isTrue();
  }

  /** Without the computes that left, and content with one that is away. */
  private Execution apply() {
    ObjectNode document = stage.documents().withComputes(List.of(AWAY));
    document.put("unreachable", "park").putObject("retry").put("attempts", 1);
    String file = stage.documents().file("scale-in", document).toString();
    return stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", file, "--watch");
  }
}
