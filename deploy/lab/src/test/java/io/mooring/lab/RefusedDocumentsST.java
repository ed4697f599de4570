package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Wrong documents are refused with the field named, and no node is touched. */
@Order(1)
@ExtendWith(StageExtension.class)
class RefusedDocumentsST {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int USAGE = 2;

  private static final List<String> TEXTS =
      List.of(
          "/name",
          "/ssh/user",
          "/ssh/credential",
          "/ssh/jump",
          "/nodes/openstack-compute01/address",
          "/nodes/openstack-compute01/ssh/user",
          "/nodes/openstack-compute01/ssh/credential",
          "/ceph/cluster",
          "/ceph/run",
          "/ceph/caps",
          "/ceph/client/method",
          "/ceph/client/release",
          "/ceph/pools/images/name",
          "/ceph/pools/volumes/name",
          "/ceph/pools/vms/name",
          "/ceph/users/glance",
          "/ceph/users/cinder",
          "/glance/stores",
          "/glance/configFile",
          "/glance/serviceUser",
          "/cinder/backend",
          "/cinder/configFile",
          "/cinder/serviceUser",
          "/cinder/apiNode",
          "/libvirt/secretUuid",
          "/libvirt/secretUsage",
          "/libvirt/serviceUser",
          "/openstack/credential",
          "/openstack/project",
          "/restart/timeout");

  private static final List<String> INJECTIONS =
      List.of(
          "x; touch /tmp/injected",
          "$(touch /tmp/injected)",
          "`touch /tmp/injected`",
          "x' || touch /tmp/injected; '",
          "x\ntouch /tmp/injected",
          "x\n",
          "x\u0000y",
          "-oProxyCommand=touch /tmp/injected",
          "../../../tmp/injected",
          "<x/>&touch;",
          "%(injected)s");

  private final Stage stage;
  private final Documents documents;

  RefusedDocumentsST(Stage stage) {
    this.stage = stage;
    documents = stage.documents();
  }

  @BeforeEach
  void pristine() {
    stage.needPristine();
  }

  @Test
  void anInjectionInAnyTextIsRefusedAndNoNodeIsTouched() {
    // given
    NodeFiles files = new NodeFiles(stage.lab());
    String folders = "/etc /var/lib/mooring /usr/local";
    Map<String, String> before = files.everything(folders, Lab.NODES);

    // when
    List<String> accepted = new ArrayList<>();
    for (String pointer : TEXTS) {
      for (String injection : INJECTIONS) {
        Api.Answer answer = submit(documents.with(pointer, injection));
        if (!names(answer, pointer)) {
          accepted.add(pointer + " = " + injection + ": " + answer);
        }
      }
    }

    // then
    assertThat(accepted).as("injections that were not refused with the field named").isEmpty();
    assertThat(stage.api().read("/api/v1/integrations").path("items")).isEmpty();
    assertThat(NodeFiles.differences(before, files.everything(folders, Lab.NODES))).isEmpty();
    assertThat(Path.of("/tmp/injected")).doesNotExist();
    for (String node : Lab.NODES) {
      assertThat(stage.lab().on(node, "ls -d /tmp/injected* 2>/dev/null; true")).as(node).isEmpty();
    }
  }

  @Test
  void anInjectionInANodesNameIsRefused() {
    for (String injection : INJECTIONS) {
      JsonNode document = documents.copy();
      ((com.fasterxml.jackson.databind.node.ObjectNode) document.path("nodes"))
          .set(injection, document.at("/nodes/openstack-compute02"));

      Api.Answer answer = submit(document);

      assertThat(answer.status()).as("%s", answer).isEqualTo(400);
      assertThat(answer.json().path("errors").toString()).contains("/nodes");
    }
  }

  @Test
  void anUnknownFieldIsRefusedOnTheCommandLine() {
    refused("unknown-field", documents.with("/ceph/poools", "x"), "ceph.poools");
  }

  @Test
  void aBadPoolNameIsRefusedOnTheCommandLine() {
    refused(
        "bad-pool", documents.with("/ceph/pools/images/name", "my pool"), "ceph.pools.images.name");
  }

  @Test
  void theKeyOfCephsAdministratorIsForNoService() {
    refused("admin-user", documents.with("/ceph/users/cinder", "admin"), "ceph.users.cinder");
  }

  @Test
  void aMissingNodeIsRefusedOnTheCommandLine() {
    refused(
        "missing-node",
        documents.without("/nodes/openstack-controller01"),
        "cinder.apiNode", // the document says that cinder-api is there
        "openstack-controller01|not under nodes");
  }

  @Test
  void aDocumentWithoutNodesIsRefusedOnTheCommandLine() {
    refused("no-nodes", documents.without("/nodes"), "nodes");
  }

  @Test
  void aFileThatIsNoDocumentIsRefusedOnTheCommandLine() {
    Execution execution =
        stage.product().command(PATIENCE, "apply", "-f", "/etc/passwd", "--watch");

    assertThat(execution.exit()).as("%s", execution).isEqualTo(USAGE);
  }

  private void refused(String name, JsonNode document, String field, String... patterns) {
    String file = documents.file(name, document).toString();

    Execution execution = stage.product().command(PATIENCE, "apply", "-f", file, "--watch");

    assertThat(execution.exit()).as("%s", execution).isEqualTo(USAGE);
    assertThat(execution.text()).contains("refused").contains(field);
    for (String pattern : patterns) {
      assertThat(execution.text()).containsPattern(pattern);
    }
    assertThat(stage.api().read("/api/v1/integrations").path("items")).isEmpty();
  }

  private Api.Answer submit(JsonNode document) {
    return stage.api().post("/api/v1/integrations", document);
  }

  private static boolean names(Api.Answer answer, String pointer) {
    if (answer.status() != 400) {
      return false;
    }
    for (JsonNode error : answer.json().path("errors")) {
      if (error.path("pointer").asText().equals(pointer)) {
        return true;
      }
    }
    return false;
  }
}
