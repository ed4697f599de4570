package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One command ties the pristine OpenStack to the cluster: what is so on the nodes afterwards. */
@Order(2)
@ExtendWith(StageExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeIntegrationST {
  private final Stage stage;
  private final Lab lab;
  private final Ceph ceph;
  private FirstRun run;

  WholeIntegrationST(Stage stage) {
    this.stage = stage;
    lab = stage.lab();
    ceph = new Ceph(lab);
  }

  @BeforeEach
  void integrated(TestInfo test) {
    boolean first = test.getDisplayName().startsWith("applySucceeds");
    run = first ? stage.needFirstRun() : stage.needIntegrated();
  }

  @Test
  @Order(1)
  void applySucceedsWithEveryStep() {
    assertThat(run.apply().exit()).as("%s", run.apply()).isZero();
    assertThat(stage.sagas().state(run.saga())).isEqualTo("succeeded");
    assertThat(stage.sagas().steps(run.saga()))
        .isNotEmpty()
        .allSatisfy(
            step ->
                assertThat(step.path("state").asText())
                    .as(Sagas.line(step))
                    .isEqualTo("succeeded"));
  }

  @Test
  void twoOfThreeGlancesAnsweredAtAnyMoment() {
    assertThat(run.questions()).allSatisfy((node, asked) -> assertThat(asked).isGreaterThan(20));
    for (GlanceSampler.Outage outage : run.outages()) {
      assertThat(run.outages()).noneMatch(outage::overlaps);
    }
  }

  @Test
  void everyGlanceAndEveryCinderWasRestarted() {
    Map<String, String> now = new NodeFiles(lab).units(Lab.CONTROLLERS);
    List<String> differences = NodeFiles.differences(run.unitsBefore(), now);
    for (String node : Lab.CONTROLLERS) {
      assertThat(differences)
          .as("units of %s", node)
          .anyMatch(line -> line.startsWith(node) && line.contains("Id=glance-api"))
          .anyMatch(line -> line.startsWith(node) && line.contains("Id=cinder-volume"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Ceph.IMAGES, Ceph.VOLUMES, Ceph.DISKS})
  void poolsHaveTheApplicationRbd(String pool) {
    JsonNode application = ceph.ask("ceph osd pool application get " + pool);

    assertThat(application.fieldNames()).toIterable().containsExactly("rbd");
  }

  @Test
  void usersHaveTheCapsOfTheDocument() {
    String images = "profile rbd pool=openstack-images";
    String volumes = "profile rbd pool=openstack-volumes, profile rbd pool=openstack-vms";
    String reading = volumes + ", profile rbd-read-only pool=openstack-images";

    assertThat(caps("client.glance"))
        .isEqualTo(Map.of("mon", "profile rbd", "mgr", images, "osd", images));
    assertThat(caps("client.cinder"))
        .isEqualTo(Map.of("mon", "profile rbd", "mgr", volumes, "osd", reading));
  }

  @Test
  void keyringsHaveOwnerGroupAndMode() {
    for (String node : Lab.CONTROLLERS) {
      assertThat(lab.on(node, "stat -c '%n %U:%G %a' /etc/ceph/*.keyring").lines())
          .as("keyrings of %s", node)
          .containsExactly(
              "/etc/ceph/ceph.client.cinder.keyring cinder:cinder 640",
              "/etc/ceph/ceph.client.glance.keyring glance:glance 640");
    }
    for (String node : Lab.COMPUTES) {
      assertThat(lab.on(node, "stat -c '%n %U:%G %a' /etc/ceph/*.keyring").lines())
          .as("keyrings of %s", node)
          .containsExactly("/etc/ceph/ceph.client.cinder.keyring root:nova 640");
    }
  }

  @Test
  void everyNodeHasTheClustersConfiguration() {
    String fsid = lab.on(Lab.CEPH, "ceph fsid");
    for (String node : Lab.OPENSTACK_NODES) {
      String conf = lab.on(node, "stat -c '%U:%G %a' /etc/ceph/ceph.conf; cat /etc/ceph/ceph.conf");
      assertThat(conf)
          .as("ceph.conf of %s", node)
          .startsWith("root:root 644")
          .contains("[global]")
          .contains(fsid)
          .doesNotContain("\t");
    }
  }

  @Test
  void serviceUsersOpenTheirPools() {
    for (String node : Lab.CONTROLLERS) {
      lab.on(node, "sudo -u glance rbd --id glance -p openstack-images ls");
      lab.on(node, "sudo -u cinder rbd --id cinder -p openstack-volumes ls");
    }
    for (String node : Lab.COMPUTES) {
      lab.on(
          node,
          "sudo -u nova python3 -c \"import rados, rbd; c = rados.Rados(name='client.cinder',"
              + " conffile='/etc/ceph/ceph.conf'); c.connect();"
              + " print(rbd.RBD().list(c.open_ioctx('openstack-vms')))\"");
    }
  }

  @Test
  void keysAreOnlyWhereTheyBelong() {
    String admin = ceph.key("client.admin");
    String glance = ceph.key("client.glance");
    String cinder = ceph.key("client.cinder");
    for (String node : Lab.OPENSTACK_NODES) {
      assertThat(lab.on(node, "find / -xdev -name '*client.admin*' -not -path '/proc/*'"))
          .as("files named after client.admin on %s", node)
          .isEmpty();
      assertThat(filesWith(node, admin)).as("client.admin on %s", node).isEmpty();
    }
    for (String node : Lab.CONTROLLERS) {
      assertThat(filesWith(node, glance))
          .as("client.glance on %s", node)
          .containsExactly("/etc/ceph/ceph.client.glance.keyring");
      assertThat(filesWith(node, cinder))
          .as("client.cinder on %s", node)
          .containsExactly("/etc/ceph/ceph.client.cinder.keyring");
    }
    for (String node : Lab.COMPUTES) {
      assertThat(filesWith(node, glance)).as("client.glance on %s", node).isEmpty();
      assertThat(filesWith(node, cinder))
          .as("client.cinder on %s", node)
          .allMatch(
              file ->
                  file.equals("/etc/ceph/ceph.client.cinder.keyring")
                      || file.startsWith("/etc/libvirt/secrets/"));
    }
  }

  @Test
  void everyComputeHasTheSecret() {
    new LibvirtSecrets(lab).requireSameOnAll(Lab.COMPUTES, ceph.key("client.cinder"));
  }

  @Test
  void theSecretsUuidIsInTheConfigurationOfEveryCinder() {
    String uuid = new LibvirtSecrets(lab).uuid(Lab.COMPUTES.getFirst());
    for (String node : Lab.CONTROLLERS) {
      JsonNode options =
          new OsloOptions(lab).read(node, FirstRun.CINDER_CONF, "ceph.rbd_secret_uuid:Str");
      assertThat(options.path("ceph.rbd_secret_uuid").asText())
          .as("%s of %s", FirstRun.CINDER_CONF, node)
          .isEqualTo(uuid);
    }
  }

  private Map<String, String> caps(String user) {
    JsonNode caps = ceph.ask("ceph auth get " + user).path(0).path("caps");
    Map<String, String> texts = new java.util.TreeMap<>();
    caps.properties().forEach(cap -> texts.put(cap.getKey(), cap.getValue().asText()));
    return texts;
  }

  /** Files of a node that contain a key; it goes there by standard input only. */
  private List<String> filesWith(String node, String key) {
    String folders =
        "/etc /root /home /tmp /var/tmp /var/log /run /dev/shm /usr/local /var/lib/mooring"
            + " /var/lib/libvirt /var/lib/glance /var/lib/cinder /var/lib/nova";
    String script = "grep -rlF -D skip -f - " + folders + " 2>/dev/null; true";
    return lab.attempt(node, script, key + "\n").answer().lines().sorted().toList();
  }
}
