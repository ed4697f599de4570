package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A saga goes on by itself to the same end after its processes were killed; and all that it did is
 * taken back, but nothing that users work with.
 */
@Order(8)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StageExtension.class)
class SurvivalST {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int UNREACHABLE = 6;
  private static final String USED = Lab.COMPUTES.getFirst();

  private final Stage stage;
  private final Guest guest;
  private final Images images = new Images(Lab.CONTROLLERS.getFirst());
  private String saga;
  private String image;

  SurvivalST(Stage stage) {
    this.stage = stage;
    guest = new Guest(stage.lab(), USED);
  }

  @Test
  @Order(1)
  @Tag("fault")
  void aSagaGoesOnAfterKillsInMidRun() {
    // given
    stage.needOwnPristine();
    String site = stage.documents().site().toString();
    Execution start = stage.product().command(PATIENCE, "apply", "-f", site, "-o", "name");
    saga = start.answer();

    // when
    reaches(saga, 60);
    Product.PROCESSES.forEach(stage.product()::kill);
    Execution status = stage.product().command(PATIENCE, "status");
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
      Images there = new Images(controller);
      String made = there.upload("st-after-kill", new byte[] {1, 2, 3});
      assertThat(ceph.images(Ceph.IMAGES)).as("through %s", controller).contains(made);
      there.delete(made);
    }
  }

  @Test
  @Order(2)
  void aRollbackStopsWhereUsersWorkAndGoesOnElsewhere() {
    // given
    assumeThat(stage.sagas().state(saga)).isEqualTo("succeeded");
    image = images.upload("st-of-a-user", new byte[] {1, 2, 3});
    guest.start();
    String number = stage.sagas().saga(saga).path("number").asText();

    // when
    Execution rollback =
        stage.product().command(FirstRun.LONGEST_RUN, "rollback", number, "--watch");

    // then
    assertThat(rollback.exit()).as("%s", rollback).isEqualTo(1);
    String back = stage.sagas().newest();
    JsonNode secret = stage.sagas().step(back, "undo-define-secret@" + USED).path("error");
    assertThat(secret.path("code").asText()).as("%s", secret).isEqualTo("IN_USE");
    assertThat(secret.path("message").asText()).contains("a running domain uses it");
    String last = Lab.CONTROLLERS.getLast();
    JsonNode glance = stage.sagas().step(back, "undo-configure-glance@" + last).path("error");
    assertThat(glance.path("code").asText()).as("%s", glance).isEqualTo("IN_USE");
    assertThat(glance.path("message").asText()).contains("1 image (" + image + ")");
    for (String controller : Lab.CONTROLLERS) {
      done(back, "undo-configure-cinder@" + controller);
      done(back, "undo-restart-cinder@" + controller);
    }
    done(back, "undo-define-secret@" + Lab.COMPUTES.getLast());
    assertThat(images.content(image)).as("the user's image").isEqualTo(new byte[] {1, 2, 3});
  }

  @Test
  @Order(3)
  void onceNobodyWorksWithItAllIsTakenBackToTheLastByte() {
    // given
    assumeThat(image).isNotNull();
    images.delete(image);
    guest.remove();

    // when
    Execution rollback = stage.product().command(FirstRun.LONGEST_RUN, "retry", "lab", "--watch");

    // then
    assertThat(rollback.exit()).as("%s", rollback).isZero();
    NodeFiles files = new NodeFiles(stage.lab());
    assertThat(files.text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS)).isEqualTo(stage.pristineGlance());
    assertThat(files.text(FirstRun.CINDER_CONF, Lab.CONTROLLERS)).isEqualTo(stage.pristineCinder());
    assertThat(stage.lab().on(Lab.CEPH, "ceph osd pool ls")).doesNotContain("openstack-");
    assertThat(stage.lab().on(Lab.CEPH, "ceph auth ls 2>/dev/null"))
        .doesNotContain("client.glance")
        .doesNotContain("client.cinder");
    for (String compute : Lab.COMPUTES) {
      assertThat(stage.lab().on(compute, "virsh secret-list")).doesNotContain("cinder");
    }
    for (String controller : Lab.CONTROLLERS) {
      Images there = new Images(controller);
      String again = there.upload("st-after-rollback", new byte[] {1, 2, 3});
      assertThat(there.content(again)).isEqualTo(new byte[] {1, 2, 3});
      there.delete(again);
    }
    await("the saga that was taken back says so")
        .atMost(PATIENCE)
        .until(() -> stage.sagas().state(saga), "rolled-back"::equals);
    stage.nowNotIntegrated();
  }

  private void done(String saga, String step) {
    JsonNode found = stage.sagas().step(saga, step);
    assertThat(found.path("state").asText()).as(Sagas.line(found)).isEqualTo("succeeded");
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
