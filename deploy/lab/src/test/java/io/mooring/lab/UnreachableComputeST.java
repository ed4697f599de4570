package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
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
 * A compute that can't be reached holds up only what depends on it. The document also accepts to
 * lose images: one first run on a lab for both.
 */
@Order(10)
@ExtendWith(StageExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UnreachableComputeST {
  private static final String ABSENT = "openstack-compute02";

  private final Stage stage;

  UnreachableComputeST(Stage stage) {
    this.stage = stage;
  }

  @Test
  @Order(1)
  void itsStepsBecomeAnIncidentAndTheOthersAreDone() {
    // given
    stage.needNotIntegrated();
    new Images(Lab.CONTROLLERS.get(1)).upload("st-given-up", new byte[] {1, 2, 3});
    stage.lab().verb("stop", ABSENT);
    ObjectNode document =
        stage.documents().with("/retry/attempts", Api.JSON.getNodeFactory().numberNode(2));
    ((ObjectNode) document.path("retry")).put("firstDelay", "1s");
    document.putObject("glance").put("existingImages", "accept");
    String file = stage.documents().file("impatient", document).toString();

    // when
    Execution apply = stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", file, "--watch");

    // then
    assertThat(apply.exit()).as("%s", apply).isEqualTo(1);
    String saga = stage.sagas().newest();
    assertThat(stage.sagas().state(saga)).isEqualTo("incident");
    JsonNode check = stage.sagas().step(saga, "check-node@" + ABSENT);
    assertThat(check.path("state").asText()).as(Sagas.line(check)).isEqualTo("failed");
    JsonNode error = check.path("error");
    assertThat(error.path("message").asText()).contains(ABSENT);
    assertThat(error.path("next").asText()).isNotBlank();
    assertThat(apply.text().replaceAll("\\s+", " "))
        .contains("check-node@" + ABSENT)
        .contains("mooring retry")
        .containsPattern("\\d image\\(s\\) in the store file");
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
  @Order(2)
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
