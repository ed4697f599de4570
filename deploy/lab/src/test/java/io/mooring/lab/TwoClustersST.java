package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A second cluster becomes a back end beside the first, and goes again. */
@Tag("long")
@Order(11)
@ExtendWith(StageExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoClustersST {
  private static final String NAME = "east";
  private static final String FIRST_TYPE = "st-first";
  private static final String SECRETS =
      "virsh -q secret-list | sed -n 's/^ *\\([0-9a-f-]\\{36\\}\\) .*/\\1/p' | while read -r uuid;"
          + " do virsh secret-get-value \"$uuid\"; echo; done";

  private static Map<String, String> before = Map.of();
  private static String first = "";
  private static String second = "";
  private static boolean beside;

  private final Stage stage;
  private final Lab lab;
  private final NodeFiles files;
  private final Ceph ceph;
  private final Ceph east;
  private final Volumes volumes = new Volumes();

  TwoClustersST(Stage stage) {
    this.stage = stage;
    lab = stage.lab();
    files = new NodeFiles(lab);
    ceph = new Ceph(lab);
    east = Ceph.east(lab);
  }

  @Test
  @Order(1)
  void volumesGoToBothClusters() {
    // given
    stage.needSomeIntegration();
    lab.verb("add-ceph");
    before = files.contents(NodeFiles.INTEGRATED, Lab.OPENSTACK_NODES);

    // when
    Execution apply =
        stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", document(), "--watch");

    // then
    assertThat(apply.exit()).as("%s", apply).isZero();
    beside = true;
    assertThat(
            NodeFiles.differences(
                before, files.contents(NodeFiles.INTEGRATED, Lab.OPENSTACK_NODES)))
        .as("of what was there only cinder.conf is another")
        .allSatisfy(
            line -> {
              if (line.contains(" before: ")) {
                assertThat(line).contains(FirstRun.CINDER_CONF);
              }
            });
    for (String controller : Lab.CONTROLLERS) {
      assertThat(volumes.hostsThatAreUp()).contains(controller + "@ceph", controller + "@" + NAME);
    }
    List<String> keys =
        Stream.of(ceph, east).map(cluster -> cluster.key("client.cinder").strip()).toList();
    for (String node : Lab.COMPUTES) {
      assertThat(lab.on(node, SECRETS).lines().filter(line -> !line.isBlank()))
          .as(node)
          .containsExactlyInAnyOrderElementsOf(keys);
    }
    volumes.makeType(FIRST_TYPE, "ceph");
    volumes.makeType("st-second", NAME);
    first = volumes.create("st-in-the-first", FIRST_TYPE);
    second = volumes.create("st-in-the-second", "st-second");
    assertThat(ceph.images(Ceph.VOLUMES))
        .contains("volume-" + first)
        .doesNotContain("volume-" + second);
    assertThat(east.images(Ceph.VOLUMES)).containsExactly("volume-" + second);
    assertThat(east.pools()).contains(Ceph.VOLUMES).doesNotContain(Ceph.IMAGES, Ceph.DISKS);
  }

  @Test
  @Order(2)
  void neitherIntegrationFindsAnythingToDo() {
    // given
    assumeThat(beside).isTrue();

    // when
    String site = stage.documents().site().toString();
    Execution again = stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", site, "--watch");
    Execution verify = stage.product().command(FirstRun.LONGEST_RUN, "verify", "lab");
    Execution verifyEast = stage.product().command(FirstRun.LONGEST_RUN, "verify", NAME);

    // then
    assertThat(again.exit()).as("%s", again).isZero();
    assertThat(verify.exit()).as("%s", verify).isZero();
    assertThat(verifyEast.exit()).as("%s", verifyEast).isZero();
    for (String integration : List.of("lab", NAME)) {
      for (JsonNode step : stage.sagas().steps(newest(integration))) {
        assertThat(step.path("changes")).as(Sagas.line(step)).isEmpty();
        assertThat(step.path("findings").toString())
            .as(Sagas.line(step))
            .doesNotContain("LEFT_OVER", "SECRET_CONFLICT");
      }
    }
  }

  @Test
  @Order(3)
  void aPoolOfTheSameNameStopsTheRollbackOfItsOwnClusterOnly() {
    // given
    assumeThat(second).isNotEmpty();

    // when
    Execution rollback = stage.product().command(FirstRun.LONGEST_RUN, "rollback", NAME, "--watch");

    // then
    assertThat(rollback.exit()).as("%s", rollback).isEqualTo(1);
    JsonNode error =
        stage.sagas().steps(newest(NAME)).stream()
            .map(step -> step.path("error"))
            .filter(problem -> problem.path("code").asText().equals("IN_USE"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("nothing is in use: " + rollback));
    assertThat(error.path("message").asText()).contains(Ceph.VOLUMES, "1 image", second);
    assertThat(volumes.all()).contains(second);
  }

  @Test
  @Order(4)
  void withoutItsVolumesTheSecondGoesAndTheFirstIsAsBefore() {
    // given
    assumeThat(second).isNotEmpty();
    volumes.delete(second);

    // when
    Execution rollback = stage.product().command(FirstRun.LONGEST_RUN, "retry", NAME, "--watch");

    // then
    assertThat(rollback.exit()).as("%s", rollback).isZero();
    assertThat(
            NodeFiles.differences(
                before, files.contents(NodeFiles.INTEGRATED, Lab.OPENSTACK_NODES)))
        .isEmpty();
    assertThat(east.pools()).doesNotContain(Ceph.VOLUMES);
    assertThat(ceph.images(Ceph.VOLUMES)).contains("volume-" + first);
    // Without a type it could go to the back end that is gone: the scheduler counts on it a while.
    String another = volumes.create("st-after-the-second", FIRST_TYPE);
    assertThat(ceph.images(Ceph.VOLUMES)).contains("volume-" + another);
    volumes.delete(another);
    volumes.delete(first);
    lab.verb("stop", Lab.EAST);
  }

  private String newest(String integration) {
    return stage.api().asJson().read("/api/v1/integrations/" + integration).at("/saga/id").asText();
  }

  /** The lab's document but for the cluster, the roles, and what stays with the first. */
  private String document() {
    ObjectNode document = stage.documents().copy();
    document.put("name", NAME);
    ObjectNode nodes = (ObjectNode) document.path("nodes");
    nodes.remove(Lab.CEPH);
    nodes
        .putObject(Lab.EAST)
        .put("address", Lab.address(Lab.EAST))
        .putArray("roles")
        .add("ceph-admin");
    for (String controller : Lab.CONTROLLERS) {
      ((ObjectNode) nodes.path(controller)).putArray("roles").add("volume");
    }
    ObjectNode its = document.putObject("ceph").put("cluster", NAME);
    its.putObject("pools").putObject("volumes").put("name", Ceph.VOLUMES);
    return stage.documents().file(NAME, document).toString();
  }
}
