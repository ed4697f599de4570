package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A cloud that was tied to its cluster by hand is taken over, and tidied where somebody says so.
 */
@Order(17)
@Tag("long")
@ExtendWith(StageExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdoptionST {
  private static final String ADMIN = "/etc/ceph/ceph.client.admin.keyring";
  private static final String KEY = "/etc/ceph/client.cinder.key";
  private static final String XML = "/etc/ceph/secret.xml";
  private static final String OTHER_KEY = "/etc/ceph/ceph.client.backup.keyring";
  private static final String GLANCE_COPY = FirstRun.GLANCE_CONF + ".bak2";
  private static final String CINDER_COPY = FirstRun.CINDER_CONF + ".bak2";

  private final Stage stage;
  private final NodeFiles nodes;
  private final LibvirtSecrets secrets;
  private final Ceph ceph;

  AdoptionST(Stage stage) {
    this.stage = stage;
    nodes = new NodeFiles(stage.lab());
    secrets = new LibvirtSecrets(stage.lab());
    ceph = new Ceph(stage.lab());
  }

  @Test
  @Order(1)
  void aPlanShowsWhatIsTakenOverWhatDiffersAndWhatIsLeftOver() {
    // given
    stage.needNotIntegrated();
    Stage.timed("integrated by hand", () -> new ByHand(stage).integrate());
    stage.lab().on(Lab.CONTROLLERS.getFirst(), "echo '[client.backup]' > " + OTHER_KEY);
    Map<String, String> files = nodes.everything(NodeFiles.INTEGRATED, Lab.NODES);

    // when
    Execution plan = stage.product().command(FirstRun.LONGEST_RUN, "plan", "-f", site());

    // then
    assertThat(plan.exit()).as("%s", plan).isZero();
    String text = plan.text().replaceAll("\\s+", " ");
    assertThat(text)
        .as("what is taken over as it is")
        .doesNotContain("create-pool", "configure-glance on", "define-secret on")
        .contains("0 to create")
        .as("what differs")
        .contains(
            "create-user:glance on ceph-mon-01",
            "create-user:cinder on ceph-mon-01",
            "profile rbd pool=openstack-images",
            "from glance:glance 644 to glance:glance 640",
            "from root:root 644 to root:nova 640")
        .as("what is left over, and the ways out")
        .contains(
            "openstack-compute[01-02], openstack-controller[01-03]: " + ADMIN,
            "can destroy the whole cluster",
            "openstack-compute[01-02]: " + KEY,
            "openstack-compute[01-02]: " + XML,
            GLANCE_COPY + " is a copy from a change by hand",
            CINDER_COPY + " is a copy from a change by hand",
            "the secret " + ByHand.UNUSED + " for Ceph, which nobody on this node names",
            "openstack-controller01: " + OTHER_KEY + " holds a key and can be read by every",
            "remove: Removes " + ADMIN + " for good; no copy is kept.",
            "close: Takes " + OTHER_KEY + " from everybody but its owner and its group.",
            "decisions: {'left-over:" + ADMIN + "': keep|remove}");
    assertThat(NodeFiles.differences(files, nodes.everything(NodeFiles.INTEGRATED, Lab.NODES)))
        .isEmpty();
  }

  @Test
  @Order(2)
  void anApplyWithDecisionsEndsWithAWholeIntegration() {
    // given
    Map<String, String> glance = nodes.text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS);
    Map<String, String> cinder = nodes.text(FirstRun.CINDER_CONF, Lab.CONTROLLERS);
    String key = ceph.key("client.cinder");

    // when
    Execution apply =
        stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", decided(), "--watch");

    // then
    assertThat(apply.exit()).as("%s", apply).isZero();
    assertThat(nodes.text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS)).isEqualTo(glance);
    assertThat(nodes.text(FirstRun.CINDER_CONF, Lab.CONTROLLERS)).isEqualTo(cinder);
    assertThat(ceph.key("client.cinder").equals(key)).as("the key stays").isTrue();
    secrets.requireSameOnAll(Lab.COMPUTES, key);
    assertThat(secrets.uuid(Lab.COMPUTES.getFirst())).isEqualTo(ByHand.SECRET);
    for (String node : Lab.OPENSTACK_NODES) {
      assertThat(stage.lab().on(node, "ls /etc/ceph")).doesNotContain("admin", ".key\n", ".xml");
      assertThat(stage.lab().on(node, "find /etc/ceph -name '*.keyring' -perm /007"))
          .as("keyrings of %s that everybody may read", node)
          .isEmpty();
    }
    for (String controller : Lab.CONTROLLERS) {
      assertThat(stage.lab().on(controller, "ls /etc/glance /etc/cinder"))
          .as("what was to be kept, and what was not")
          .contains("cinder.conf.bak2")
          .doesNotContain("glance-api.conf.bak2");
      Images images = new Images(controller);
      String image = images.upload("st-adopted", new byte[] {1});
      assertThat(ceph.images(Ceph.IMAGES)).as("through %s", controller).contains(image);
      images.delete(image);
    }
    Execution plan = stage.product().command(FirstRun.LONGEST_RUN, "plan", "-f", decided());
    assertThat(plan.text()).contains("nothing has to be changed", CINDER_COPY);
    stage.nowIntegrated();
  }

  private String site() {
    return stage.documents().site().toString();
  }

  private String decided() {
    ObjectNode decisions = Api.JSON.createObjectNode();
    for (String file : List.of(ADMIN, KEY, XML, GLANCE_COPY)) {
      decisions.put("left-over:" + file, "remove");
    }
    decisions.put("left-over:" + CINDER_COPY, "keep");
    decisions.put("open-key:" + OTHER_KEY, "close");
    decisions.put("left-over-secret:" + ByHand.UNUSED, "remove");
    return stage
        .documents()
        .file("adopted", stage.documents().with("/decisions", decisions))
        .toString();
  }
}
