package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A saga goes on by itself to the same end after its processes were killed. */
@Order(8)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StageExtension.class)
class SurvivalST {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int UNREACHABLE = 6;

  private final Stage stage;
  private Map<String, String> glanceBefore;
  private Map<String, String> cinderBefore;
  private String saga;

  SurvivalST(Stage stage) {
    this.stage = stage;
  }

  @Test
  @Order(1)
  void aSagaGoesOnAfterKillsInMidRun() {
    // given
    stage.needOwnPristine();
    NodeFiles files = new NodeFiles(stage.lab());
    glanceBefore = files.text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS);
    cinderBefore = files.text(FirstRun.CINDER_CONF, Lab.CONTROLLERS);
    String site = stage.documents().site().toString();
    Execution start = stage.product().command(PATIENCE, "apply", "-f", site, "-o", "name");
    saga = start.answer();

    // when
    reaches(saga, 40);
    stage.product().kill("product");
    Execution status = stage.product().command(PATIENCE, "status");
    Stage.timed("up after the product was killed", stage.product()::up);
    reaches(saga, 70);
    Product.PROCESSES.forEach(stage.product()::kill);
    Stage.timed("up after all three were killed", stage.product()::up);

    // then
    assertThat(status.exit()).as("%s", status).isEqualTo(UNREACHABLE);
    Execution watch = stage.product().command(FirstRun.LONGEST_RUN, "watch", saga);
    assertThat(watch.exit()).as("%s", watch).isZero();
    assertThat(stage.sagas().state(saga)).isEqualTo("succeeded");
    everyStepSucceededOnce(saga);
    Ceph ceph = new Ceph(stage.lab());
    new LibvirtSecrets(stage.lab()).requireSameOnAll(Lab.COMPUTES, ceph.key("client.cinder"));
    for (String controller : Lab.CONTROLLERS) {
      Images images = new Images(controller);
      String image = images.upload("st-after-kill", new byte[] {1, 2, 3});
      assertThat(ceph.images(Ceph.IMAGES)).as("through %s", controller).contains(image);
      images.delete(image);
    }
  }

  @Test
  @Order(2)
  void theNextRunFindsEverythingDone() {
    String site = stage.documents().site().toString();

    Execution apply = stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", site, "--watch");

    assertThat(apply.exit()).as("%s", apply).isZero();
    List<JsonNode> steps = stage.sagas().steps(stage.sagas().newest());
    assertThat(steps)
        .allSatisfy(
            step ->
                assertThat(step.path("changed").asBoolean(true)).as(Sagas.line(step)).isFalse());
  }

  @Test
  @Order(3)
  void whatWasDoneDespiteKillsIsTakenBackToTheLastByte() {
    // given
    assumeThat(stage.sagas().state(saga)).isEqualTo("succeeded");
    String number = stage.sagas().saga(saga).path("number").asText();

    // when
    Execution rollback =
        stage.product().command(FirstRun.LONGEST_RUN, "rollback", number, "--watch");

    // then
    assertThat(rollback.exit()).as("%s", rollback).isZero();
    NodeFiles files = new NodeFiles(stage.lab());
    assertThat(files.text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS)).isEqualTo(glanceBefore);
    assertThat(files.text(FirstRun.CINDER_CONF, Lab.CONTROLLERS)).isEqualTo(cinderBefore);
    assertThat(stage.lab().on(Lab.CEPH, "ceph osd pool ls")).doesNotContain("openstack-");
    assertThat(stage.lab().on(Lab.CEPH, "ceph auth ls 2>/dev/null"))
        .doesNotContain("client.glance")
        .doesNotContain("client.cinder");
    for (String compute : Lab.COMPUTES) {
      assertThat(stage.lab().on(compute, "virsh secret-list")).doesNotContain("cinder");
    }
    for (String controller : Lab.CONTROLLERS) {
      Images images = new Images(controller);
      String image = images.upload("st-after-rollback", new byte[] {1, 2, 3});
      assertThat(images.content(image)).isEqualTo(new byte[] {1, 2, 3});
      images.delete(image);
    }
    assertThat(stage.sagas().state(saga)).isEqualTo("rolled-back");
    stage.nowNotIntegrated();
  }

  private void reaches(String saga, int percent) {
    await("saga at " + percent + " %")
        .atMost(FirstRun.LONGEST_RUN)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> stage.sagas().percentDone(saga) >= percent);
    assertThat(stage.sagas().state(saga)).as("the saga is in mid-run").isEqualTo("running");
  }

  private void everyStepSucceededOnce(String saga) {
    Map<String, Long> successes =
        stage.sagas().history(saga).stream()
            .filter(entry -> entry.path("type").asText().equals("step-succeeded"))
            .collect(
                Collectors.groupingBy(entry -> entry.path("step").asText(), Collectors.counting()));
    assertThat(successes).hasSameSizeAs(stage.sagas().steps(saga));
    assertThat(successes).allSatisfy((step, times) -> assertThat(times).as(step).isEqualTo(1));
  }
}
