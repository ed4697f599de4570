package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A cloud as nobody would plan it ({@code LAB_LAYOUT=mixed LAB_CEPH=cephadm}): controllers of
 * Debian, of Kolla and of the EL kind, a storage node, and a cluster in containers. The document
 * says addresses, roles, credentials and what is wanted, and nothing of how nodes run it. Each test
 * goes on where the one before it ended.
 */
@Tag("mixed-cloud")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StageExtension.class)
class MixedCloudST {
  private static final String STORAGE = "openstack-volume01";
  private static final String KOLLA = "openstack-controller02";
  private static final List<String> NODES =
      Stream.concat(Lab.NODES.stream(), Stream.of(STORAGE)).toList();
  private static final List<String> OPENSTACK =
      Stream.concat(Lab.OPENSTACK_NODES.stream(), Stream.of(STORAGE)).toList();
  private static final String FOLDERS =
      "/etc/glance /etc/cinder /etc/nova /etc/libvirt /etc/kolla /var/lib/libvirt/secrets";
  private static final String MACHINE = "8dac896c-59b4-45a7-8cad-016d561992b0";
  private static final String DISKS = "/var/lib/nova/instances/" + MACHINE;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Restarts in containers are watched for longer than those of the small lab. */
  private static final Duration LONGEST_RUN = FirstRun.LONGEST_RUN.multipliedBy(2);

  private static Map<String, String> pristine = Map.of();

  private final Stage stage;
  private final Lab lab;
  private final NodeFiles files;
  private final Ceph ceph;

  MixedCloudST(Stage stage) {
    this.stage = stage;
    lab = stage.lab();
    files = new NodeFiles(lab);
    ceph = Ceph.inContainers(lab);
  }

  @Test
  @Order(1)
  void aPlanFindsHowEachNodeRunsItsServicesAndChangesNothing() {
    // given
    stage.needOwnPristine();
    pristine = files.contents(FOLDERS, OPENSTACK);
    Map<String, String> before = files.everything(FOLDERS, OPENSTACK);
    inNova("mkdir -p " + DISKS + " && touch " + DISKS + "/disk " + DISKS + "/disk.info");

    // when
    Execution plan = stage.product().command(LONGEST_RUN, "plan", "-f", site());
    inNova("rm -r " + DISKS);

    // then
    assertThat(plan.exit()).as("%s", plan).isEqualTo(1);
    String saga = stage.sagas().newest();
    assertThat(looked(saga, "inspect-configure-nova@" + Lab.COMPUTES.getLast()))
        .contains("LOCAL_DISKS", MACHINE + " (disk)");
    assertThat(looked(saga, "inspect-configure-nova@" + Lab.COMPUTES.getFirst()))
        .doesNotContain("LOCAL_DISKS");
    assertThat(found(saga, KOLLA))
        .contains(kept("glance_api"), kept("cinder_volume"), kept("cinder_backup"));
    assertThat(found(saga, Lab.COMPUTES.getLast()))
        .contains("container nova_libvirt (docker), as", "container nova_compute (docker), as");
    assertThat(found(saga, Lab.CONTROLLERS.getLast())).contains("openstack-glance-api.service");
    assertThat(found(saga, STORAGE)).contains("cinder-volume.service").doesNotContain("glance");
    assertThat(NodeFiles.differences(before, files.everything(FOLDERS, OPENSTACK))).isEmpty();
    assertThat(ceph.pools()).noneMatch(pool -> pool.startsWith("openstack-"));
  }

  @Test
  @Order(2)
  void itIsIntegratedAsAWhole() {
    // given
    assumeThat(pristine).isNotEmpty();

    // when
    Execution apply = apply();

    // then
    assertThat(apply.exit()).as("%s", apply).isZero();
    for (String host : glances()) {
      Images images = Images.at(host);
      String image = images.upload("st-mixed", new byte[] {1, 2, 3});
      assertThat(images.content(image)).as("through %s", host).isEqualTo(new byte[] {1, 2, 3});
      assertThat(ceph.images(Ceph.IMAGES)).as("through %s", host).contains(image);
      images.delete(image);
    }
    Volumes volumes = new Volumes();
    await("each cinder-volume, that of the storage node too, has the pool")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(volumes.hostsThatAreUp())
                    .contains(STORAGE + "@ceph")
                    .containsAll(Lab.CONTROLLERS.stream().map(node -> node + "@ceph").toList()));
    String volume = volumes.create("st-mixed");
    assertThat(ceph.images(Ceph.VOLUMES)).contains("volume-" + volume);
    volumes.delete(volume);
    new LibvirtSecrets(lab)
        .requireOnAll(
            Lab.COMPUTES,
            Stream.of("client.cinder", "client.nova").map(ceph::key).map(String::strip).toList());
    backupsGoToTheirPool();
    deployerKnows();
    stage.nowIntegrated();
  }

  @Test
  @Order(3)
  void aSecondApplyChangesNothing() {
    // given
    assumeThat(stage.sagas().state(stage.sagas().newest())).isEqualTo("succeeded");
    String folders = FOLDERS + " /etc/ceph";
    Map<String, String> before = files.everything(folders, OPENSTACK);
    Map<String, String> units = files.units(NODES);

    // when
    Execution again = apply();

    // then
    assertThat(again.exit()).as("%s", again).isZero();
    assertThat(stage.sagas().steps(stage.sagas().newest()))
        .allSatisfy(
            step ->
                assertThat(step.path("changed").asBoolean(true)).as(Sagas.line(step)).isFalse());
    assertThat(NodeFiles.differences(before, files.everything(folders, OPENSTACK))).isEmpty();
    assertThat(NodeFiles.differences(units, files.units(NODES))).as("units").isEmpty();
  }

  @Test
  @Order(4)
  void aRollbackLeavesEveryFileAsItWas() {
    // given
    assumeThat(stage.sagas().state(stage.sagas().newest())).isEqualTo("succeeded");
    String number = stage.sagas().saga(stage.sagas().newest()).path("number").asText();
    String first = String.valueOf(Integer.parseInt(number) - 1);

    // when
    Execution back = stage.product().command(LONGEST_RUN, "rollback", first, "--watch");

    // then
    assertThat(back.exit()).as("%s", back).isZero();
    assertThat(NodeFiles.differences(pristine, files.contents(FOLDERS, OPENSTACK))).isEmpty();
    for (String node : OPENSTACK) {
      assertThat(lab.cephFiles(node)).as(node).doesNotContain("keyring", "ceph.conf");
    }
    assertThat(ceph.pools()).noneMatch(pool -> pool.startsWith("openstack-"));
    for (String host : glances()) {
      Images images = Images.at(host);
      String image = images.upload("st-mixed-again", new byte[] {1, 2, 3});
      assertThat(images.content(image)).as("through %s", host).isEqualTo(new byte[] {1, 2, 3});
      images.delete(image);
    }
    for (String compute : Lab.COMPUTES) {
      assertThat(new LibvirtSecrets(lab).none(compute)).as("no secret on %s", compute).isTrue();
    }
  }

  /** What the saga's own trial made and removed; the container runs as the service's user. */
  private void backupsGoToTheirPool() {
    assertThat(
            stage
                .sagas()
                .step(stage.sagas().newest(), "test-backup@" + KOLLA)
                .path("state")
                .asText())
        .isEqualTo("succeeded");
    assertThat(lab.on(KOLLA, "podman exec cinder_backup cat /etc/cinder/cinder.conf"))
        .contains("backup_driver = cinder.backup.drivers.ceph.CephBackupDriver")
        .contains("backup_ceph_user = cinder-backup", "backup_ceph_pool = openstack-backups");
    assertThat(lab.on(KOLLA, "podman exec cinder_backup ls -l /etc/ceph"))
        .contains("ceph.client.cinder-backup.keyring", "ceph.client.cinder.keyring");
  }

  /** The next run of kolla-ansible finds what was done, and whoever runs it may read it. */
  private void deployerKnows() {
    String told =
        lab.on(
            KOLLA,
            """
            cd /etc/kolla
            cat globals.yml config/glance/glance-api.conf config/cinder/cinder-volume.conf
            cat config/nova/ceph.conf
            find config -name '*.keyring' -printf '%p %u %m\\n' | sort
            """);
    assertThat(told)
        .contains(
            "kolla_base_distro: \"debian\"\n",
            "glance_backend_ceph: \"yes\"\n",
            "ceph_cinder_pool_name: \"" + Ceph.VOLUMES + "\"\n",
            "rbd_store_pool = " + Ceph.IMAGES + "\n",
            "rbd_pool = " + Ceph.VOLUMES + "\n",
            "rbd_secret_uuid = ",
            "enable_cinder_backup: \"yes\"\n",
            "cinder_backup_driver: \"ceph\"\n",
            "ceph_cinder_backup_user: \"cinder-backup\"\n",
            "ceph_nova_user: \"nova\"\n",
            "\nmon_host = ",
            "config/cinder/cinder-backup/ceph.client.cinder-backup.keyring ops 640\n",
            "config/cinder/cinder-backup/ceph.client.cinder.keyring ops 640\n",
            "config/cinder/cinder-volume/ceph.client.cinder.keyring ops 640\n",
            "config/glance/ceph.client.glance.keyring ops 640\n",
            "config/nova/ceph.client.cinder.keyring ops 640",
            "config/nova/ceph.client.nova.keyring ops 640");
  }

  /** What the plan says of a container of podman; docker has no unit for its own. */
  private static String kept(String container) {
    return "container %1$s (podman), kept running by kolla-%1$s-container.service"
        .formatted(container);
  }

  /** How a node runs its services, as the plan tells it. */
  private String found(String saga, String node) {
    return stage.sagas().step(saga, "check-node@" + node).path("summary").asText();
  }

  private String looked(String saga, String step) {
    return stage.sagas().step(saga, step).toString();
  }

  /** Where nova of the Kolla compute runs. */
  private void inNova(String script) {
    lab.on(
        Lab.COMPUTES.getLast(),
        Lab.ENGINE + "$engine exec --user root nova_compute sh -c '" + script + "'");
  }

  private Execution apply() {
    return stage.product().command(LONGEST_RUN, "apply", "-f", site(), "--watch");
  }

  /** The first controller's answers at an address of its own. */
  private static List<String> glances() {
    return List.of(
        Lab.PREFIX + ".3.11", Lab.address(KOLLA), Lab.address(Lab.CONTROLLERS.getLast()));
  }

  private String site() {
    return lab.verb("site").answer();
  }
}
