package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Pools with a rule and a quota, an erasure coded one for the data of volumes, and a volume type
 * come when asked for and go with a rollback.
 */
@Tag("long")
@Order(18)
@ExtendWith(StageExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShapedPoolsST {
  private static final String TYPE = "on ceph";
  private static final String SPREAD = "spread-over-osds";
  private static final String DATA = "openstack-volumes-data";
  private static final String PROFILE = "two-and-one";

  private final Stage stage;
  private final Lab lab;
  private final Ceph ceph;
  private final Volumes volumes = new Volumes();
  private String first = "";

  ShapedPoolsST(Stage stage) {
    this.stage = stage;
    lab = stage.lab();
    ceph = new Ceph(lab);
  }

  @Test
  @Order(1)
  void whatTheDocumentAsksForIsThere() {
    // given
    stage.needOwnPristine();
    lab.on(Lab.CEPH, "ceph osd crush rule create-replicated " + SPREAD + " default osd");
    lab.on(
        Lab.CEPH,
        "ceph osd erasure-code-profile set " + PROFILE + " k=2 m=1 crush-failure-domain=osd");

    // when
    Execution apply = apply();
    first = stage.sagas().newest();

    // then
    assertThat(apply.exit()).as("%s", apply).isZero();
    stage.nowIntegrated();
    assertThat(ceph.ask("ceph osd pool get openstack-volumes crush_rule").path("crush_rule"))
        .hasToString("\"" + SPREAD + "\"");
    JsonNode quota = ceph.ask("ceph osd pool get-quota openstack-volumes");
    assertThat(quota.path("quota_max_bytes").asLong()).isEqualTo(4L << 30);
    assertThat(quota.path("quota_max_objects").asLong()).isEqualTo(100_000);
    assertThat(ceph.ask("ceph osd pool get openstack-images crush_rule").path("crush_rule"))
        .hasToString("\"replicated_rule\"");
    assertThat(volumes.types().get(TYPE)).isEqualTo("ceph");
    JsonNode data = ceph.ask("ceph osd pool get " + DATA + " all");
    assertThat(data.path("erasure_code_profile").asText()).isEqualTo(PROFILE);
    assertThat(data.path("allow_ec_overwrites").asBoolean()).isTrue();
    assertThat(ceph.ask("ceph osd pool application get " + DATA).has("rbd")).isTrue();
    assertThat(lab.on(Lab.CEPH, "ceph auth get client.cinder 2>/dev/null | grep osd"))
        .contains("profile rbd pool=openstack-volumes,", "profile rbd pool=" + DATA);
    for (String node : Lab.OPENSTACK_NODES) {
      assertThat(lab.on(node, "cat /etc/ceph/ceph.conf"))
          .as(node)
          .endsWith("[client.cinder]\nrbd_default_data_pool = " + DATA);
    }
    String volume = volumes.create("st-of-the-type", TYPE);
    JsonNode image = ceph.ask("rbd info openstack-volumes/volume-" + volume);
    assertThat(image.path("data_pool").asText()).as("%s", image).isEqualTo(DATA);
    volumes.delete(volume);
  }

  @Test
  @Order(2)
  void aSecondApplyChangesNothing() {
    // when
    Execution apply = apply();

    // then
    assertThat(apply.exit()).as("%s", apply).isZero();
    assertThat(stage.sagas().steps(stage.sagas().newest()))
        .allSatisfy(
            step ->
                assertThat(step.path("changed").asBoolean(true)).as(Sagas.line(step)).isFalse());
  }

  @Test
  @Order(3)
  void aRollbackTakesAllOfItBack() {
    // when
    Execution rollback =
        stage.product().command(FirstRun.LONGEST_RUN, "rollback", first, "--watch");

    // then
    assertThat(rollback.exit()).as("%s", rollback).isZero();
    stage.nowNotIntegrated();
    assertThat(volumes.types()).doesNotContainKey(TYPE);
    assertThat(ceph.pools()).noneMatch(pool -> pool.startsWith("openstack-"));
    assertThat(lab.on(Lab.CEPH, "ceph config-key ls")).doesNotContain("/pool.", "/shape.");
    assertThat(lab.on(Lab.CEPH, "ceph osd crush rule ls").lines())
        .as("the rule that Ceph made for the pool goes with it")
        .containsExactlyInAnyOrder("replicated_rule", SPREAD);
    for (String node : Lab.OPENSTACK_NODES) {
      assertThat(lab.cephFiles(node)).as(node).doesNotContain("keyring", "ceph.conf");
    }
    Map<String, String> conf = new NodeFiles(lab).text(FirstRun.CINDER_CONF, Lab.CONTROLLERS);
    assertThat(conf).isEqualTo(stage.pristineCinder());
  }

  private Execution apply() {
    return stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", document(), "--watch");
  }

  private String document() {
    ObjectNode document = stage.documents().copy();
    ((ObjectNode) document.at("/ceph/pools/volumes"))
        .put("crushRule", SPREAD)
        .put("quotaMebibytes", 4096)
        .put("quotaObjects", 100_000)
        .putObject("dataPool")
        .put("name", DATA)
        .put("erasureCodeProfile", PROFILE);
    ((ObjectNode) document.path("cinder")).put("volumeType", TYPE);
    return stage.documents().file("shaped-pools", document).toString();
  }
}
