package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A whole integration is removed: not while users' data would be lost, and whatever is killed. */
@Order(16)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StageExtension.class)
class RemovalST {
  private static final String LOOK = "inspect-delete-pool:openstack-images@" + Lab.CEPH;
  private static final String DELETION = "delete-pool:openstack-images@" + Lab.CEPH;
  private static final String GUARD = "mon mon_allow_pool_delete";
  private static final String CLUSTER =
      "{ ceph auth ls 2>/dev/null; ceph osd pool ls; ceph config dump; ceph config-key ls; }"
          + " | sha256sum";

  private final Stage stage;
  private final NodeFiles nodes;
  private final Images images = new Images(Lab.CONTROLLERS.getLast());
  private String image;

  RemovalST(Stage stage) {
    this.stage = stage;
    nodes = new NodeFiles(stage.lab());
  }

  @Test
  @Order(1)
  void aPoolWithAnImageStopsItBeforeAnythingIsChanged() {
    // given
    stage.needSomeIntegration();
    stage.needProcesses();
    stage.lab().on(Lab.CEPH, "ceph config set " + GUARD + " false");
    image = images.upload("st-not-to-be-lost", new byte[] {1, 2, 3});
    Map<String, String> files = nodes.everything(NodeFiles.INTEGRATED, Lab.NODES);
    Map<String, String> units = nodes.units(Lab.NODES);
    String cluster = stage.lab().on(Lab.CEPH, CLUSTER);

    // when
    Execution untyped = remove("--yes-delete", "another");
    Execution remove = remove("--yes-delete", "lab", "--watch");

    // then
    assertThat(untyped.exit()).as("%s", untyped).isEqualTo(2);
    assertThat(remove.exit()).as("%s", remove).isEqualTo(1);
    JsonNode error = stage.sagas().step(stage.sagas().newest(), LOOK).path("error");
    assertThat(error.path("code").asText()).as("%s", error).isEqualTo("POOL_NOT_EMPTY");
    assertThat(error.path("message").asText()).contains("openstack-images", "images: 1");
    assertThat(NodeFiles.differences(files, nodes.everything(NodeFiles.INTEGRATED, Lab.NODES)))
        .as("files")
        .isEmpty();
    assertThat(NodeFiles.differences(units, nodes.units(Lab.NODES))).as("units").isEmpty();
    assertThat(stage.lab().on(Lab.CEPH, CLUSTER)).as("the cluster").isEqualTo(cluster);
  }

  @Test
  @Order(2)
  @Tag("fault")
  void itLeavesNothingThoughEverythingIsKilledInBetween() {
    // given
    String saga = stage.sagas().newest();
    assumeThat(stage.sagas().state(saga)).isEqualTo("incident");
    images.delete(image);
    stage.product().command(FirstRun.LONGEST_RUN, "retry", "lab").succeeded();

    // when
    once("a third is done", () -> stage.sagas().percentDone(saga) >= 33);
    killed("orchestrator.1", "openstack-config-service.1", "keyring-service.1");
    once(
        "a pool is being deleted",
        () -> stage.sagas().step(saga, DELETION).path("state").asText().equals("running"));
    killed("ceph-service.1", "orchestrator.1");
    Execution watch = stage.product().command(FirstRun.LONGEST_RUN, "watch", saga);

    // then
    assertThat(watch.exit()).as("%s", watch).isZero();
    assertThat(stage.sagas().steps(saga))
        .allSatisfy(
            step ->
                assertThat(step.path("state").asText())
                    .as(Sagas.line(step))
                    .isEqualTo("succeeded"));
    Lab lab = stage.lab();
    assertThat(lab.on(Lab.CEPH, "ceph osd pool ls")).doesNotContain("openstack-");
    assertThat(lab.on(Lab.CEPH, "ceph auth ls 2>/dev/null"))
        .doesNotContain("client.glance", "client.cinder");
    assertThat(lab.on(Lab.CEPH, "ceph config-key ls")).doesNotContain("mooring/lab/");
    assertThat(lab.on(Lab.CEPH, "ceph config get " + GUARD)).isEqualTo("false");
    assertThat(lab.on(Lab.CEPH, "ceph config dump | grep -c mon_allow_pool_delete"))
        .as("the guard is set, as it was before")
        .isEqualTo("1");
    assertThat(nodes.text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS)).isEqualTo(stage.pristineGlance());
    assertThat(nodes.text(FirstRun.CINDER_CONF, Lab.CONTROLLERS)).isEqualTo(stage.pristineCinder());
    for (String node : Lab.OPENSTACK_NODES) {
      assertThat(lab.cephFiles(node)).as(node).doesNotContain("keyring", "ceph.conf");
    }
    for (String compute : Lab.COMPUTES) {
      assertThat(lab.on(compute, "virsh -q secret-list")).as(compute).isEmpty();
    }
    for (String controller : Lab.CONTROLLERS) {
      Images there = new Images(controller);
      String again = there.upload("st-after-removal", new byte[] {1, 2, 3});
      assertThat(there.content(again)).isEqualTo(new byte[] {1, 2, 3});
      there.delete(again);
    }
    lab.on(Lab.CEPH, "ceph config rm " + GUARD);
    stage.nowNotIntegrated();
  }

  private Execution remove(String... options) {
    Stream<String> words =
        Stream.of(
            "remove", "lab", "--pool", Ceph.IMAGES, "--pool", Ceph.VOLUMES, "--pool", Ceph.DISKS);
    return stage
        .product()
        .command(
            FirstRun.LONGEST_RUN, Stream.concat(words, Stream.of(options)).toArray(String[]::new));
  }

  private static void once(String what, BooleanSupplier moment) {
    await(what)
        .atMost(FirstRun.LONGEST_RUN)
        .pollInterval(Duration.ofMillis(50))
        .until(moment::getAsBoolean);
  }

  /** Kills processes as {@code kill -9} does, and starts them again. */
  private void killed(String... processes) {
    List.of(processes).forEach(stage.product()::kill);
    Stage.timed("up after kills", () -> stage.product().processes("up"));
  }
}
