package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do with a cloud that is integrated: look, decide, carry out, verify, go back. */
@Order(7)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StageExtension.class)
class LifeOfASagaST {
  private static final Pattern HASH = Pattern.compile("p-[0-9a-f]{12}");
  private static final String SECOND = Lab.CONTROLLERS.get(1);
  private static final String CEPH_BESIDES_STATISTICS =
      "ceph auth ls 2>/dev/null; ceph osd pool ls; ceph config dump; ceph config-key ls";

  private final Stage stage;
  private final NodeFiles nodes;

  LifeOfASagaST(Stage stage) {
    this.stage = stage;
    this.nodes = new NodeFiles(stage.lab());
  }

  @Test
  @Order(1)
  void aPlanShowsWhatWouldChangeAndChangesNothing() {
    // given
    stage.needIntegrated();
    Path larger = largerChunks("plan");
    Map<String, String> files = nodes.everything(NodeFiles.INTEGRATED, Lab.NODES);
    Map<String, String> units = nodes.units(Lab.NODES);
    String ceph = cluster();

    // when
    Execution plan = stage.product().command(FirstRun.LONGEST_RUN, "plan", "-f", larger.toString());

    // then
    assertThat(plan.exit()).as("%s", plan).isZero();
    assertThat(plan.text())
        .contains("-rbd_store_chunk_size = 8")
        .contains("+rbd_store_chunk_size = 16")
        .contains("glance on openstack-controller[01-03]")
        .contains("0 to delete, 3 restarts, on 3 nodes")
        .containsPattern(HASH);
    assertThat(NodeFiles.differences(files, nodes.everything(NodeFiles.INTEGRATED, Lab.NODES)))
        .as("files")
        .isEmpty();
    assertThat(NodeFiles.differences(units, nodes.units(Lab.NODES))).as("units").isEmpty();
    assertThat(cluster()).isEqualTo(ceph);
  }

  @Test
  @Order(2)
  void aPlanIsNotCarriedOutWhereTheWorldHasMoved() {
    // given
    stage.needIntegrated();
    Path larger = largerChunks("moved");
    String hash = plan(larger);
    stage.lab().on(SECOND, "echo '# edited by hand' >> " + FirstRun.GLANCE_CONF);
    Map<String, String> files = nodes.text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS);
    Map<String, String> units = nodes.units(Lab.CONTROLLERS);

    // when
    Execution apply = apply(hash);

    // then
    assertThat(apply.exit()).as("%s", apply).isEqualTo(1);
    assertThat(apply.text()).contains("WORLD_MOVED").contains("configure-glance@" + SECOND);
    assertThat(nodes.text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS)).isEqualTo(files);
    assertThat(NodeFiles.differences(units, nodes.units(Lab.CONTROLLERS))).isEmpty();
    stage.lab().on(SECOND, "sed -i '$ d' " + FirstRun.GLANCE_CONF);
  }

  @Test
  @Order(3)
  void aPlanIsCarriedOutExactly() {
    // given
    stage.needIntegrated();
    String hash = plan(largerChunks("exact"));

    // when
    Execution apply = apply(hash);

    // then
    assertThat(apply.exit()).as("%s", apply).isZero();
    List<String> changed =
        stage.sagas().steps(stage.sagas().newest()).stream()
            .filter(step -> step.path("changed").asBoolean())
            .filter(step -> !step.path("mode").asText().equals("plan"))
            .map(step -> step.path("name").asText().replaceAll("@.*", ""))
            .distinct()
            .toList();
    assertThat(changed).containsExactlyInAnyOrder("configure-glance", "restart-glance");
  }

  @Test
  @Order(4)
  void aRollbackTakesBackWhatThatSagaDidAndNoMore() {
    // given
    stage.needIntegrated();

    // when
    Execution rollback =
        stage.product().command(FirstRun.LONGEST_RUN, "rollback", "lab", "--watch");

    // then
    assertThat(rollback.exit()).as("%s", rollback).isZero();
    nodes
        .text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS)
        .forEach(
            (node, text) ->
                assertThat(text).as(node).contains("rbd_store_chunk_size = 8").contains("rbd"));
    assertThat(stage.lab().on(Lab.CEPH, "ceph osd pool ls")).contains("openstack-images");
  }

  @Test
  @Order(5)
  void aVerificationTellsWhatHasDrifted() {
    // given
    stage.needIntegrated();
    apply();
    stage.lab().on(SECOND, "chmod 0644 /etc/ceph/ceph.client.glance.keyring");

    // when
    Execution verify = stage.product().command(FirstRun.LONGEST_RUN, "verify", "lab");

    // then
    assertThat(verify.exit()).as("%s", verify).isEqualTo(1);
    assertThat(verify.text()).contains("place-keyring").contains(SECOND);
    assertThat(stage.lab().on(SECOND, "stat -c %a /etc/ceph/ceph.client.glance.keyring").strip())
        .isEqualTo("644");
    Execution drift = stage.product().command(FirstRun.LONGEST_RUN, "drift", "lab");
    assertThat(drift.exit()).as("%s", drift).isEqualTo(1);

    // when
    Execution mended = apply();

    // then
    assertThat(mended.exit()).as("%s", mended).isZero();
    assertThat(stage.lab().on(SECOND, "stat -c %a /etc/ceph/ceph.client.glance.keyring").strip())
        .isEqualTo("640");
  }

  /** Users, pools and settings of the cluster; hashed, since keys are among them. */
  private String cluster() {
    return stage.lab().on(Lab.CEPH, "{ " + CEPH_BESIDES_STATISTICS + "; } | sha256sum");
  }

  private Path largerChunks(String name) {
    return stage
        .documents()
        .file(name, stage.documents().with("/glance/chunkMebibytes", IntNode.valueOf(16)));
  }

  private String plan(Path document) {
    Execution plan =
        stage.product().command(FirstRun.LONGEST_RUN, "plan", "-f", document.toString());
    assertThat(plan.exit()).as("%s", plan).isZero();
    Matcher hash = HASH.matcher(plan.text());
    assertThat(hash.find()).as("%s", plan).isTrue();
    return hash.group();
  }

  private Execution apply(String plan) {
    return stage.product().command(FirstRun.LONGEST_RUN, "apply", "--plan", plan, "--watch");
  }

  private Execution apply() {
    String site = stage.documents().site().toString();
    return stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", site, "--watch");
  }
}
