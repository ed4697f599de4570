package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Nova gets a cephx user of its own beside cinder's, and loses it again. */
@Tag("long")
@Order(11)
@ExtendWith(StageExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NovasOwnUserST {
  private static final String NOVA_CONF = "/etc/nova/nova.conf";
  private static final String KEYRING = "/etc/ceph/ceph.client.nova.keyring";

  /** Not /etc/ceph: the package with the command ceph, which nova calls, leaves a file there. */
  private static final String TAKEN_BACK = "/etc/nova /var/lib/libvirt/secrets /etc/libvirt";

  private static final String SECRETS =
      "virsh -q secret-list | sed -n 's/^ *\\([0-9a-f-]\\{36\\}\\) .*/\\1/p' | while read -r uuid;"
          + " do echo \"$uuid $(virsh secret-get-value \"$uuid\")\"; done | sort";

  private static Map<String, String> before = Map.of();

  private final Stage stage;
  private final Lab lab;
  private final Ceph ceph;

  NovasOwnUserST(Stage stage) {
    this.stage = stage;
    lab = stage.lab();
    ceph = new Ceph(lab);
  }

  @Test
  @Order(1)
  void eachComputeHasBothKeysAndNovaNamesItsOwn() {
    // given
    stage.needSomeIntegration();
    before = new NodeFiles(lab).contents(TAKEN_BACK, Lab.COMPUTES);

    // when
    Execution apply =
        stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", document(), "--watch");

    // then
    assertThat(apply.exit()).as("%s", apply).isZero();
    assertThat(lab.on(Lab.CEPH, "ceph auth get client.nova 2>/dev/null | grep caps"))
        .contains(
            "caps mon = \"profile rbd\"",
            "caps osd = \"profile rbd pool=openstack-vms, profile rbd-read-only"
                + " pool=openstack-images\"");
    assertThat(apply.text()).contains("client.cinder", "profile rbd pool=openstack-vms");
    List<String> keys =
        Stream.of("client.cinder", "client.nova").map(ceph::key).map(String::strip).toList();
    for (String node : Lab.COMPUTES) {
      assertThat(lab.on(node, "command -v ceph")).as("nova calls it on %s", node).isNotBlank();
      assertThat(lab.on(node, "stat -c '%U:%G %a' " + KEYRING).strip())
          .as(node)
          .isEqualTo("root:nova 640");
      List<String> secrets = lab.on(node, SECRETS).lines().toList();
      String novas =
          secrets.stream()
              .filter(secret -> secret.endsWith(keys.get(1)))
              .map(secret -> secret.split(" ")[0])
              .findFirst()
              .orElseThrow(() -> new AssertionError("no secret with nova's key on " + node));
      assertThat(secrets).as(node).hasSize(2).anyMatch(secret -> secret.endsWith(keys.get(0)));
      assertThat(lab.on(node, "grep -E '^rbd_(user|secret_uuid)' " + NOVA_CONF))
          .as(node)
          .contains("rbd_user = nova", "rbd_secret_uuid = " + novas);
      assertThat(
              stage
                  .sagas()
                  .step(stage.sagas().newest(), "prove-access:nova@" + node)
                  .path("state")
                  .asText())
          .isEqualTo("succeeded");
    }
    assertThat(lab.on(Lab.CONTROLLERS.getFirst(), "grep ^rbd_user " + FirstRun.CINDER_CONF))
        .contains("cinder");
  }

  @Test
  @Order(2)
  void aRollbackLeavesOneUserAndOneSecret() {
    // when
    Execution rollback =
        stage.product().command(FirstRun.LONGEST_RUN, "rollback", "lab", "--watch");

    // then
    assertThat(rollback.exit()).as("%s", rollback).isZero();
    assertThat(lab.on(Lab.CEPH, "ceph auth ls 2>/dev/null")).doesNotContain("client.nova");
    for (String node : Lab.COMPUTES) {
      assertThat(lab.cephFiles(node)).as(node).doesNotContain("nova").contains("client.cinder");
    }
    assertThat(NodeFiles.differences(before, new NodeFiles(lab).contents(TAKEN_BACK, Lab.COMPUTES)))
        .isEmpty();
  }

  private String document() {
    ObjectNode document = stage.documents().copy();
    document.putObject("nova").put("ephemeral", true);
    ((ObjectNode) document.path("ceph")).putObject("users").put("nova", "nova");
    return stage.documents().file("novas-own-user", document).toString();
  }
}
