package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Images that would become unusable hold up everything before the first change, until a person has
 * decided; a compute that can't be reached holds up only what depends on it. One run for both.
 */
@Order(9)
@ExtendWith(StageExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UnreachableComputeST {
  private static final String ABSENT = "openstack-compute02";

  private static final String IMAGES = "check-images@";
  private static final String WHY = "their owners have copies";

  private final Stage stage;
  private final NodeFiles nodes;

  UnreachableComputeST(Stage stage) {
    this.stage = stage;
    nodes = new NodeFiles(stage.lab());
  }

  @Test
  @Order(1)
  void imagesOfTheFileStoreStopItBeforeTheFirstChange() {
    // given
    stage.needNotIntegrated();
    new Images(Lab.CONTROLLERS.get(1)).upload("st-given-up", new byte[] {1, 2, 3});
    stage.lab().verb("stop", ABSENT);
    List<String> there = List.of(Lab.CEPH, Lab.CONTROLLERS.get(0), Lab.CONTROLLERS.get(1));
    Map<String, String> files = nodes.everything(NodeFiles.INTEGRATED, there);
    Map<String, String> units = nodes.units(there);

    // when
    Execution apply =
        stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", impatient(), "--watch");

    // then
    assertThat(apply.exit()).as("%s", apply).isEqualTo(1);
    String saga = stage.sagas().newest();
    for (String controller : Lab.CONTROLLERS) {
      JsonNode look = stage.sagas().step(saga, IMAGES + controller);
      assertThat(look.at("/error/code").asText()).as(Sagas.line(look)).isEqualTo("EXISTING_IMAGES");
      assertThat(look.at("/error/message").asText()).contains("1 image in the store file");
    }
    assertThat(apply.text())
        .contains("mooring resolve " + IMAGES)
        .containsPattern("accept +Makes rbd the only store")
        .containsPattern("multi +Writes enabled_backends");
    assertThat(NodeFiles.differences(files, nodes.everything(NodeFiles.INTEGRATED, there)))
        .isEmpty();
    assertThat(NodeFiles.differences(units, nodes.units(there))).isEmpty();
    assertThat(stage.lab().on(Lab.CEPH, "ceph osd pool ls")).doesNotContain("openstack-");
  }

  @Test
  @Order(2)
  void onceDecidedItGoesOnAsFarAsItCanWithoutTheCompute() {
    // given
    String saga = stage.sagas().newest();
    assumeThat(stage.sagas().state(saga)).isEqualTo("incident");
    String look = IMAGES + Lab.CONTROLLERS.get(0);

    // when
    Execution other =
        stage.product().command(FirstRun.LONGEST_RUN, "resolve", look, "burn", "--why", "no");
    Execution resolve =
        stage
            .product()
            .command(FirstRun.LONGEST_RUN, "resolve", look, "accept", "--why", WHY, "--watch");

    // then
    assertThat(other.exit()).as("a choice that there is not: %s", other).isNotZero();
    assertThat(resolve.exit()).as("%s", resolve).isEqualTo(1);
    assertThat(stage.sagas().newest()).as("the same saga").isEqualTo(saga);
    assertThat(stage.sagas().history(saga).toString()).as("its history").contains(WHY);
    assertThat(stage.sagas().state(saga)).isEqualTo("incident");
    JsonNode check = stage.sagas().step(saga, "check-node@" + ABSENT);
    assertThat(check.path("state").asText()).as(Sagas.line(check)).isEqualTo("failed");
    JsonNode error = check.path("error");
    assertThat(error.path("message").asText()).contains(ABSENT);
    assertThat(error.path("next").asText()).isNotBlank();
    assertThat(resolve.text()).contains("check-node@" + ABSENT).contains("mooring retry");
    assertThat(stage.sagas().steps(saga))
        .filteredOn(step -> !step.path("node").asText().equals(ABSENT) && !isCinders(step))
        .isNotEmpty()
        .allSatisfy(
            step ->
                assertThat(step.path("state").asText())
                    .as(Sagas.line(step))
                    .isEqualTo("succeeded"));
    Ceph ceph = new Ceph(stage.lab());
    new LibvirtSecrets(stage.lab())
        .requireSameOnAll(List.of("openstack-compute01"), ceph.key("client.cinder"));
    for (String controller : Lab.CONTROLLERS) {
      Images images = new Images(controller);
      String image = images.upload("st-without-compute", new byte[] {1});
      assertThat(ceph.images(Ceph.IMAGES)).as("through %s", controller).contains(image);
      images.delete(image);
    }
  }

  @Test
  @Order(3)
  void whenItIsBackOnlyWhatWasMissingIsCaughtUpByItself() {
    // given
    String saga = stage.sagas().newest();
    Map<String, JsonNode> before = byName(saga);

    // when
    stage.lab().verb("start", ABSENT);

    // then
    await("saga of the node that is back")
        .atMost(FirstRun.LONGEST_RUN)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> stage.sagas().state(saga).equals("succeeded"));
    assertThat(stage.sagas().newest()).as("the same saga").isEqualTo(saga);
    byName(saga)
        .forEach(
            (name, step) -> {
              assertThat(step.path("state").asText()).as(Sagas.line(step)).isEqualTo("succeeded");
              if (before.get(name).path("state").asText().equals("succeeded")) {
                assertThat(step)
                    .as("%s was done before and was left alone", name)
                    .isEqualTo(before.get(name));
              }
            });
    Ceph ceph = new Ceph(stage.lab());
    new LibvirtSecrets(stage.lab()).requireSameOnAll(Lab.COMPUTES, ceph.key("client.cinder"));
    stage.nowIntegrated();
  }

  private String impatient() {
    ObjectNode document =
        stage.documents().with("/retry/attempts", Api.JSON.getNodeFactory().numberNode(2));
    ((ObjectNode) document.path("retry")).put("firstDelay", "1s");
    return stage.documents().file("impatient", document).toString();
  }

  /** Cinder waits for the secret on all computes. */
  private static boolean isCinders(JsonNode step) {
    String action = step.path("action").asText();
    return action.endsWith("-cinder") || action.equals("test-volume");
  }

  private Map<String, JsonNode> byName(String saga) {
    return stage.sagas().steps(saga).stream()
        .collect(Collectors.toMap(step -> step.path("name").asText(), Function.identity()));
  }
}
