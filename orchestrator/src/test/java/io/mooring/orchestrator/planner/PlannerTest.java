package io.mooring.orchestrator.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.PoolName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.Documents;
import io.mooring.orchestrator.document.IntegrationDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final String EPHEMERAL = "\nnova: {ephemeral: true}\n";
  private static final UUID SECRET = UUID.fromString("6f1d0000-0000-4000-8000-000000000001");
  private static final Path GOLDEN =
      Path.of("src", "test", "resources", "io", "mooring", "orchestrator", "planner");

  private final Planner planner = new Planner();

  @Test
  void plansTheLabAsTheRunbookSays() throws IOException {
    assertPlanned(Documents.lab(), "lab.txt");
  }

  @Test
  void touchesOnANodeOnlyTheServicesOfItsRoles() throws IOException {
    IntegrationDocument cinderOnStorageNodes =
        Documents.valid(
            Documents.site()
                .replace("10.77.0.11, roles: [controller]", "10.77.0.11, roles: [image]")
                .replace("10.77.0.12, roles: [controller]", "10.77.0.12, roles: [volume]")
                .replace(
                    "10.77.0.13, roles: [controller]", "10.77.0.13, roles: [volume, compute]"));

    assertPlanned(cinderOnStorageNodes, "cinder-on-storage-nodes.txt");
  }

  @Test
  void theDeployerKnowsBeforeTheFirstServiceIsChanged() throws IOException {
    IntegrationDocument document =
        Documents.valid(
            Documents.site()
                .replace(
                    "10.77.0.12, roles: [controller]",
                    "10.77.0.12, roles: [controller, deployer]"));

    assertPlanned(document, "deployer.txt");
    StepGraph graph = planner.runbook(document, SECRET);
    assertThat(before(graph, "configure-glance@openstack-controller01"))
        .contains("configure-deployer@openstack-controller02");
    assertThat(before(graph, "configure-cinder@openstack-controller01"))
        .contains("configure-deployer@openstack-controller02");
  }

  @Test
  void imagesAreCopiedWhenAllIsProvenOneNodeAfterAnother() {
    IntegrationDocument document =
        Documents.valid(
            Documents.site()
                .replace("glance:\n  # stores", "glance:\n  existingImages: copy\n  # stores")
                .replace("  auth: none ", "  auth: keystone\n  credential: cloud "));

    StepGraph graph = planner.runbook(document, SECRET);

    assertThat(before(graph, "copy-images@openstack-controller01"))
        .contains("test-image@openstack-controller03", "test-volume@openstack-controller01")
        .noneMatch(step -> step.startsWith("copy-images"));
    assertThat(before(graph, "copy-images@openstack-controller03"))
        .containsExactly("copy-images@openstack-controller02");
    assertThat(graph.steps())
        .filteredOn(step -> step.action() instanceof Action.CopyImages)
        .extracting(step -> ((Action.CopyImages) step.action()).last())
        .containsExactly(false, false, true);
    assertThat(graph.steps())
        .extracting(PlannedStep::action)
        .filteredOn(Action.ConfigureGlance.class::isInstance)
        .allSatisfy(
            action ->
                assertThat(((Action.ConfigureGlance) action).stores())
                    .isEqualTo(Action.GlanceStores.MULTI));
  }

  @Test
  void backupsGoToAPoolOfTheirOwnByAUserOfTheirOwn() throws IOException {
    IntegrationDocument document = Documents.labWithBackups();

    assertPlanned(document, "backup.txt");
    assertThat(caps(document, "cinder-backup"))
        .containsExactly(
            Map.entry("mgr", "profile rbd pool=openstack-backups"),
            Map.entry("mon", "profile rbd"),
            Map.entry("osd", "profile rbd pool=openstack-backups"));
    assertThat(caps(document, "cinder").get("osd")).doesNotContain("backups");
  }

  @Test
  void dataOfVolumesGoesToAnErasureCodedPoolByTheSameUser() {
    // given
    IntegrationDocument document =
        Documents.valid(
            Documents.site()
                .replace(
                    "{name: openstack-volumes}",
                    "{name: openstack-volumes, dataPool: {name: volumes-data}}"));

    // when
    StepGraph graph = planner.runbook(document, SECRET);

    // then
    assertThat(before(graph, "create-user:cinder@ceph-mon-01"))
        .contains(
            "create-pool:openstack-volumes@ceph-mon-01", "create-pool:volumes-data@ceph-mon-01");
    assertThat(caps(document, "cinder"))
        .containsEntry(
            "osd",
            "profile rbd pool=openstack-volumes, profile rbd pool=volumes-data, profile rbd"
                + " pool=openstack-vms, profile rbd-read-only pool=openstack-images");
    assertThat(caps(document, "glance").get("osd")).doesNotContain("volumes-data");
    assertThat(actions(graph, Action.CreatePool.class))
        .extracting(create -> create.pool().name().value() + create.pool().profile())
        .contains("volumes-dataOptional[default]", "openstack-volumesOptional.empty");
    assertThat(actions(graph, Action.PlaceConf.class))
        .hasSize(5)
        .allSatisfy(
            conf ->
                assertThat(conf.dataPools())
                    .containsExactly(
                        new Action.DataPool(
                            new ClientName("cinder"), new PoolName("volumes-data"))));
    assertThat(actions(graph, Action.ProveAccess.class))
        .filteredOn(proof -> proof.client().value().equals("cinder"))
        .allSatisfy(proof -> assertThat(proof.pools()).contains(new PoolName("volumes-data")));
    assertThat(actions(graph, Action.TestVolume.class))
        .extracting(Action.TestVolume::dataPool)
        .containsExactly(Optional.of(new PoolName("volumes-data")));
  }

  @Test
  void aVolumeTypeIsMadeOnlyWhenAskedForAndWhenTheBackEndWorks() {
    StepGraph without = planner.runbook(Documents.lab(), SECRET);
    StepGraph with =
        planner.runbook(
            Documents.valid(Documents.site().replace("cinder:\n", "cinder:\n  volumeType: ssd\n")),
            SECRET);

    assertThat(actions(without, Action.CreateVolumeType.class)).isEmpty();
    assertThat(actions(with, Action.CreateVolumeType.class))
        .singleElement()
        .satisfies(
            type -> {
              assertThat(type.name()).isEqualTo("ssd");
              assertThat(type.backend()).hasToString("ceph");
            });
    assertThat(before(with, "create-volume-type@openstack-controller01"))
        .containsExactly("test-volume@openstack-controller01");
  }

  @Test
  void cinderVolumeIsRestartedWhenBothHaveWrittenTheFileThatBothRead() {
    StepGraph graph = planner.runbook(Documents.labWithBackups(), SECRET);

    assertThat(before(graph, "configure-cinder-backup@openstack-controller01"))
        .containsExactlyInAnyOrder(
            "prove-access:cinder@openstack-controller01",
            "prove-access:cinder-backup@openstack-controller01",
            "configure-cinder@openstack-controller01",
            "restart-cinder-backup@backup01");
    assertThat(before(graph, "restart-cinder@openstack-controller01"))
        .contains("configure-cinder-backup@openstack-controller01");
    assertThat(before(graph, "restart-cinder-backup@openstack-controller01"))
        .contains("restart-cinder@openstack-controller01");
  }

  @Test
  void whereOnlyCinderBackupRunsItReadsVolumesAsCinderAndWritesAsItself() {
    StepGraph graph = planner.runbook(Documents.labWithBackups(), SECRET);

    assertThat(before(graph, "configure-cinder-backup@backup01"))
        .containsExactlyInAnyOrder(
            "prove-access:cinder@backup01", "prove-access:cinder-backup@backup01");
    assertThat(graph.steps())
        .filteredOn(step -> step.name().node().value().equals("backup01"))
        .extracting(step -> step.name().toString())
        .doesNotContain("configure-cinder@backup01")
        .contains("place-keyring:cinder@backup01", "place-keyring:cinder-backup@backup01");
    assertThat(before(graph, "test-backup@backup01"))
        .containsExactlyInAnyOrder(
            "restart-cinder-backup@openstack-controller01", "test-volume@openstack-controller01");
  }

  @Test
  void theDeployerIsToldOfBackupsWithTheirOwnKeyring() {
    IntegrationDocument document =
        Documents.valid(
            Documents.site()
                .replace(
                    "10.77.0.12, roles: [controller]",
                    "10.77.0.12, roles: [controller, backup, deployer]")
                .replace("  pools:\n", "  pools:\n    backups: {name: openstack-backups}\n"));

    StepGraph graph = planner.runbook(document, SECRET);

    assertThat(actions(graph, Action.PlaceKeyring.class))
        .extracting(keyring -> keyring.path().value())
        .contains(
            "/etc/kolla/config/cinder/cinder-backup/ceph.client.cinder.keyring",
            "/etc/kolla/config/cinder/cinder-backup/ceph.client.cinder-backup.keyring");
    assertThat(actions(graph, Action.ConfigureDeployer.class).getFirst().backup())
        .hasValueSatisfying(backup -> assertThat(backup.client()).hasToString("cinder-backup"));
    assertThat(before(graph, "configure-cinder-backup@openstack-controller02"))
        .contains("configure-deployer@openstack-controller02");
  }

  private void assertPlanned(IntegrationDocument document, String name) throws IOException {
    Path golden = GOLDEN.resolve(name);
    String planned = GraphText.of(planner.runbook(document, SECRET));
    if (Boolean.getBoolean("update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, planned);
    }
    assertThat(planned).isEqualTo(Files.readString(golden));
  }

  @Test
  void volumesAreTriedOnAStorageNodeThroughTheServicesOfOthers() {
    IntegrationDocument document =
        Documents.valid(
            Documents.site()
                .replace("10.77.0.11, roles: [controller]", "10.77.0.11, roles: [image]")
                .replace("10.77.0.12, roles: [controller]", "10.77.0.12, roles: [volume]")
                .replaceAll("  apiNode: .*", ""));

    assertThat(planner.runbook(document, SECRET).inOrder())
        .filteredOn(step -> step.action() instanceof Action.TestVolume)
        .singleElement()
        .satisfies(
            step -> {
              Action.TestVolume test = (Action.TestVolume) step.action();
              assertThat(step.name().node()).hasToString("openstack-controller02");
              assertThat(test.glanceNode())
                  .hasValueSatisfying(
                      node -> assertThat(node.name()).hasToString("openstack-controller01"));
              assertThat(test.cinderNode())
                  .hasValueSatisfying(
                      node -> assertThat(node.name()).hasToString("openstack-controller03"));
            });
  }

  @Test
  void theSameDocumentGivesTheSameGraph() {
    assertThat(planner.runbook(Documents.lab(), SECRET))
        .isEqualTo(planner.runbook(Documents.lab(), SECRET));
  }

  @Test
  void profileCapsLetAClientLockOutADeadOne() {
    assertThat(caps(Documents.lab(), "glance"))
        .containsExactly(
            Map.entry("mgr", "profile rbd pool=openstack-images"),
            Map.entry("mon", "profile rbd"),
            Map.entry("osd", "profile rbd pool=openstack-images"));
    assertThat(caps(Documents.lab(), "cinder"))
        .containsEntry(
            "osd",
            "profile rbd pool=openstack-volumes, profile rbd pool=openstack-vms,"
                + " profile rbd-read-only pool=openstack-images")
        .containsEntry("mgr", "profile rbd pool=openstack-volumes, profile rbd pool=openstack-vms");
  }

  @Test
  void cinderMayWriteImagesOnlyWhereGlanceTakesWhatNovaPutThere() {
    IntegrationDocument slow = Documents.valid(Documents.site() + EPHEMERAL);
    IntegrationDocument direct =
        Documents.valid(Documents.site() + "\nnova: {ephemeral: true, directSnapshots: true}\n");

    assertThat(caps(slow, "cinder").get("osd"))
        .endsWith("profile rbd-read-only pool=openstack-images");
    assertThat(caps(direct, "cinder").get("osd")).endsWith("profile rbd pool=openstack-images");
    assertThat(glanceTakesLocations(slow)).isFalse();
    assertThat(glanceTakesLocations(direct)).isTrue();
  }

  @Test
  void novasOwnUserHasItsOwnKeySecretAndProofOnEachCompute() throws IOException {
    IntegrationDocument document = Documents.valid(ownUser(""));

    assertPlanned(document, "novas-own-user.txt");
    StepGraph graph = planner.runbook(document, SECRET);
    assertThat(before(graph, "define-secret:nova@openstack-compute02"))
        .containsExactly(
            "check-node@openstack-compute02",
            "create-user:nova@ceph-mon-01",
            "define-secret:nova@openstack-compute01");
    assertThat(before(graph, "configure-nova@openstack-compute01"))
        .contains(
            "define-secret:nova@openstack-compute01", "prove-access:nova@openstack-compute01");
    assertThat(before(graph, "configure-cinder@openstack-controller01"))
        .contains("define-secret@openstack-compute01")
        .doesNotContain("define-secret:nova@openstack-compute01");
  }

  @Test
  void withNovasOwnUserEachOpensOnlyItsOwnPools() {
    IntegrationDocument document = Documents.valid(ownUser(""));
    StepGraph graph = planner.runbook(document, SECRET);

    assertThat(caps(document, "nova"))
        .containsExactly(
            Map.entry("mgr", "profile rbd pool=openstack-vms"),
            Map.entry("mon", "profile rbd"),
            Map.entry(
                "osd",
                "profile rbd pool=openstack-vms, profile rbd-read-only pool=openstack-images"));
    assertThat(caps(document, "cinder").get("osd"))
        .isEqualTo(
            "profile rbd pool=openstack-volumes, profile rbd-read-only pool=openstack-images");
    assertThat(opened(graph, "prove-access:nova@openstack-compute01"))
        .containsExactly("openstack-vms", "openstack-images");
    assertThat(opened(graph, "prove-access:cinder@openstack-compute01"))
        .containsExactly("openstack-volumes", "openstack-images");
  }

  @Test
  void imagesOfMachinesAreMadeByNovasOwnUser() {
    IntegrationDocument direct = Documents.valid(ownUser(", directSnapshots: true"));

    assertThat(caps(direct, "nova").get("osd"))
        .isEqualTo("profile rbd pool=openstack-vms, profile rbd pool=openstack-images");
    assertThat(caps(direct, "cinder").get("osd"))
        .endsWith("profile rbd-read-only pool=openstack-images");
  }

  @Test
  void novaAndCinderEachNameTheSecretOfTheirUser() {
    UUID given = UUID.fromString("8dac896c-59b4-45a7-8cad-016d561992b0");
    StepGraph made = planner.runbook(Documents.valid(ownUser("")), SECRET);
    StepGraph again = planner.runbook(Documents.valid(ownUser("")), SECRET);
    StepGraph named =
        planner.runbook(
            Documents.valid(ownUser("") + "\nlibvirt: {novaSecretUuid: " + given + "}\n"), SECRET);

    Action.ConfigureNova nova = actions(made, Action.ConfigureNova.class).getFirst();
    assertThat(nova.client()).hasToString("nova");
    assertThat(nova.secret()).isNotEqualTo(SECRET);
    assertThat(actions(again, Action.ConfigureNova.class)).contains(nova);
    assertThat(actions(made, Action.ConfigureCinder.class))
        .allSatisfy(
            cinder -> {
              assertThat(cinder.client()).hasToString("cinder");
              assertThat(cinder.secret()).isEqualTo(SECRET);
            });
    assertThat(actions(made, Action.RestartNova.class).getFirst().reads())
        .extracting(Object::toString)
        .contains("/etc/ceph/ceph.client.nova.keyring");
    assertThat(
            actions(made, Action.DefineSecret.class).stream()
                .filter(secret -> secret.owner() == Action.SecretOwner.NOVA))
        .hasSize(2)
        .allSatisfy(secret -> assertThat(secret.secret()).isEqualTo(nova.secret()))
        .extracting(Action.DefineSecret::decides)
        .containsExactly(true, false);
    assertThat(actions(named, Action.ConfigureNova.class))
        .allSatisfy(configure -> assertThat(configure.secret()).isEqualTo(given));
  }

  @Test
  void theDeployerGetsTheKeyringOfNovasOwnUserToo() {
    StepGraph graph =
        planner.runbook(
            Documents.valid(
                ownUser("")
                    .replace(
                        "10.77.0.12, roles: [controller]",
                        "10.77.0.12, roles: [controller, deployer]")),
            SECRET);

    assertThat(
            ((Action.PlaceKeyring)
                    named(graph, "place-keyring:kolla-nova-own@openstack-controller02").action())
                .path())
        .hasToString("/etc/kolla/config/nova/ceph.client.nova.keyring");
    assertThat(before(graph, "configure-deployer@openstack-controller02"))
        .contains(
            "place-keyring:kolla-nova@openstack-controller02",
            "place-keyring:kolla-nova-own@openstack-controller02",
            "define-secret@openstack-compute01",
            "define-secret:nova@openstack-compute01");
  }

  @Test
  void whatNovasOwnUserGotIsTakenBackKeysAndSecretsBeforeTheUser() {
    IntegrationDocument document = Documents.valid(ownUser(""));
    StepGraph graph = planner.remove(document, Past.none(SECRET), Set.of());

    assertThat(before(graph, "undo-create-user:nova@ceph-mon-01"))
        .contains(
            "undo-place-keyring:nova@openstack-compute01",
            "undo-define-secret:nova@openstack-compute02");
    assertThat(before(graph, "undo-define-secret:nova@openstack-compute02"))
        .anyMatch(step -> step.startsWith("undo-restart-nova@openstack-compute02"));
  }

  @Test
  void onANodeWithCinderTooNovasAccountGetsOnlyItsOwnKey() {
    StepGraph graph =
        planner.runbook(
            Documents.valid(
                ownUser("")
                    .replace(
                        "10.77.0.13, roles: [controller]",
                        "10.77.0.13, roles: [controller, compute]")),
            SECRET);

    Action.PlaceKeyring cinders =
        (Action.PlaceKeyring) named(graph, "place-keyring:cinder@openstack-controller03").action();
    assertThat(cinders.group()).hasToString("cinder");
    assertThat(graph.steps())
        .extracting(step -> step.name().toString())
        .contains("prove-access:nova@openstack-controller03")
        .doesNotContain("prove-access:cinder.nova@openstack-controller03");
  }

  private static String ownUser(String more) {
    return Documents.site()
            .replace("# users: {glance: glance, cinder: cinder}", "users: {nova: nova}")
        + "\nnova: {ephemeral: true%s}\n".formatted(more);
  }

  private static List<String> opened(StepGraph graph, String proof) {
    return ((Action.ProveAccess) named(graph, proof).action())
        .pools().stream().map(Object::toString).toList();
  }

  private static List<String> before(StepGraph graph, String step) {
    return graph.edges().stream()
        .filter(edge -> edge.after().toString().equals(step))
        .map(edge -> edge.before().toString())
        .toList();
  }

  private boolean glanceTakesLocations(IntegrationDocument document) {
    return ((Action.ConfigureGlance)
            step(planner.runbook(document, SECRET), "configure-glance").action())
        .features()
        .contains(Action.Feature.DIRECT_SNAPSHOTS);
  }

  @Test
  void novaIsTouchedOnlyWhenMachinesOwnDisksAreAskedFor() {
    StepGraph without = planner.runbook(Documents.lab(), SECRET);
    StepGraph with = planner.runbook(Documents.valid(Documents.site() + EPHEMERAL), SECRET);

    assertThat(actions(without, Action.ConfigureNova.class)).isEmpty();
    assertThat(actions(with, Action.ConfigureNova.class))
        .hasSize(2)
        .allSatisfy(
            nova -> {
              assertThat(nova.pool().value()).isEqualTo("openstack-vms");
              assertThat(nova.secret()).isEqualTo(SECRET);
            });
    assertThat(actions(with, Action.InstallClient.class))
        .allMatch(install -> install.features().contains(Action.Feature.EPHEMERAL));
  }

  @Test
  void theFirstComputeIsNovasCanary() {
    StepGraph graph = planner.runbook(Documents.valid(Documents.site() + EPHEMERAL), SECRET);

    assertThat(before(graph, "configure-nova@openstack-compute01"))
        .contains(
            "define-secret@openstack-compute01",
            "prove-access:cinder@openstack-compute01",
            "test-image@openstack-controller03");
    assertThat(before(graph, "configure-nova@openstack-compute02"))
        .contains("define-secret@openstack-compute02", "restart-nova@openstack-compute01");
  }

  @Test
  void legacyCapsAreTheClassicRunbooks() {
    IntegrationDocument legacy =
        Documents.valid(Documents.site().replaceAll("# caps: profile +", "caps: legacy "));

    assertThat(caps(legacy, "glance"))
        .containsExactly(
            Map.entry("mon", "allow r"),
            Map.entry(
                "osd",
                "allow class-read object_prefix rbd_children, allow rwx pool=openstack-images"));
    assertThat(caps(legacy, "cinder"))
        .containsEntry(
            "osd",
            "allow class-read object_prefix rbd_children, allow rwx pool=openstack-volumes,"
                + " allow rwx pool=openstack-vms, allow rx pool=openstack-images");
  }

  @Test
  void theDocumentsSecretGoesFirst() {
    UUID own = UUID.fromString("8dac896c-59b4-45a7-8cad-016d561992b0");
    IntegrationDocument document =
        Documents.valid(Documents.site() + "\nlibvirt: {secretUuid: " + own + "}\n");

    StepGraph graph = planner.runbook(document, SECRET);

    assertThat(graph.steps())
        .extracting(PlannedStep::action)
        .filteredOn(Action.DefineSecret.class::isInstance)
        .hasSize(2)
        .allSatisfy(action -> assertThat(((Action.DefineSecret) action).secret()).isEqualTo(own));
    assertThat(graph.steps())
        .extracting(PlannedStep::action)
        .filteredOn(Action.ConfigureCinder.class::isInstance)
        .allSatisfy(
            action -> assertThat(((Action.ConfigureCinder) action).secret()).isEqualTo(own));
  }

  @Test
  void theFirstComputeDecidesOnTheSecretForTheOthers() {
    StepGraph graph = planner.runbook(Documents.lab(), SECRET);

    List<Action.DefineSecret> secrets = actions(graph, Action.DefineSecret.class);
    assertThat(secrets)
        .extracting(secret -> secret.adoption().isPresent())
        .containsExactly(true, false);
    assertThat(secrets.getFirst().adoption().orElseThrow().controller().name())
        .hasToString("openstack-controller01");
    assertThat(graph.edges())
        .contains(
            new Edge(
                StepName.parse("define-secret@openstack-compute01"),
                StepName.parse("define-secret@openstack-compute02")));
  }

  @Test
  void nobodyDecidesOnTheSecretWhenTheDocumentDoes() {
    IntegrationDocument document =
        Documents.valid(Documents.site() + "\nlibvirt: {secretUuid: " + SECRET + "}\n");

    assertThat(actions(planner.runbook(document, SECRET), Action.DefineSecret.class))
        .allSatisfy(secret -> assertThat(secret.adoption()).isEmpty());
  }

  @Test
  void aClustersNameOnTheNodesIsNotItsNameOnTheAdminNode() {
    IntegrationDocument document = Documents.valid(secondCluster(""));

    StepGraph graph = planner.runbook(document, SECRET);

    assertThat(((Action.CheckCluster) step(graph, "check-cluster").action()).ceph().cluster())
        .hasToString("ceph");
    assertThat(((Action.PlaceConf) step(graph, "place-conf").action()).path())
        .hasToString("/etc/ceph/east.conf");
    assertThat(((Action.PlaceKeyring) step(graph, "place-keyring:cinder").action()).path())
        .hasToString("/etc/ceph/east.client.cinder.keyring");
    assertThat(((Action.ProveAccess) step(graph, "prove-access:cinder").action()).cluster())
        .hasToString("east");
    assertThat(((Action.DefineSecret) step(graph, "define-secret").action()).usage())
        .isEqualTo("client.cinder east secret");
    Action.ConfigureCinder cinder = actions(graph, Action.ConfigureCinder.class).getFirst();
    assertThat(cinder.backend()).hasToString("east");
    assertThat(cinder.cephConf()).hasToString("/etc/ceph/east.conf");
  }

  @Test
  void aFurtherClusterIsABackEndAndNothingElse() throws IOException {
    IntegrationDocument document = Documents.furtherCluster();

    assertPlanned(document, "further-cluster.txt");
    StepGraph graph = planner.runbook(document, SECRET);
    assertThat(((Action.CreateUser) step(graph, "create-user:cinder").action()).caps())
        .containsEntry("osd", "profile rbd pool=openstack-volumes");
    assertThat(((Action.ProveAccess) step(graph, "prove-access:cinder").action()).pools())
        .hasToString("[openstack-volumes]");
    assertThat(actions(graph, Action.TestVolume.class))
        .singleElement()
        .satisfies(
            test -> {
              assertThat(test.images()).isEmpty();
              assertThat(test.glance()).isEmpty();
              assertThat(test.backend()).hasToString("east");
            });
  }

  @Test
  void withoutGlanceCinderWaitsUntilOpenstackLetsUsIn() {
    IntegrationDocument document =
        Documents.valid(
            Documents.furtherClusterText()
                .replace("auth: none, project: abc", "auth: keystone, credential: cloud"));

    StepGraph graph = planner.runbook(document, SECRET);

    assertThat(before(graph, "configure-cinder@openstack-controller01"))
        .contains("check-openstack@openstack-controller01");
  }

  @Test
  void theAdminNodeMayCallTheClusterByAnotherName() {
    IntegrationDocument document = Documents.valid(secondCluster(", admin: {cluster: prod}"));

    StepGraph graph = planner.runbook(document, SECRET);

    assertThat(((Action.CreateUser) step(graph, "create-user:cinder").action()).ceph().cluster())
        .hasToString("prod");
  }

  @Test
  void ofSeveralAdminNodesNoneHoldsUpTheOthers() {
    IntegrationDocument document =
        Documents.valid(
            Documents.site()
                .replace(
                    "nodes:\n", "nodes:\n  mon-b: {address: 10.77.0.9, roles: [ceph-admin]}\n"));

    StepGraph graph = planner.runbook(document, SECRET);

    PlannedStep check = step(graph, "check-cluster");
    assertThat(((Action.CheckCluster) check.action()).ceph().admins())
        .extracting(admin -> admin.name().toString())
        .containsExactly("mon-b", "ceph-mon-01");
    assertThat(graph.dependsOn()).doesNotContainKey(check.name());
  }

  @Test
  void theClusterGetsMoreTimeToHealThanANode() {
    StepGraph graph = planner.runbook(Documents.lab(), SECRET);

    assertThat(step(graph, "check-cluster").retry().attempts()).isEqualTo(10);
    assertThat(step(graph, "create-user:cinder").retry().attempts()).isEqualTo(4);
  }

  @Test
  void aRestartMayTakeTheGateTwice() {
    PlannedStep restart = step(planner.runbook(Documents.lab(), SECRET), "restart-glance");

    assertThat(restart.limit()).isGreaterThan(Duration.ofSeconds(2 * (120 + 120 + 3)));
  }

  @Test
  void aRestartKnowsTheOtherControllers() {
    StepGraph graph = planner.runbook(Documents.lab(), SECRET);

    assertThat(((Action.RestartGlance) step(graph, "restart-glance").action()).peers())
        .extracting(peer -> peer.name().value())
        .containsExactly("openstack-controller02", "openstack-controller03");
    assertThat(((Action.RestartCinder) step(graph, "restart-cinder").action()).peers())
        .extracting(peer -> peer.name().value())
        .containsExactly("openstack-controller02", "openstack-controller03");
  }

  @Test
  void imagesAreLookedForBeforeAnythingIsChanged() {
    assertThat(planner.runbook(Documents.lab(), SECRET).steps())
        .extracting(step -> step.name().action())
        .startsWith(
            "check-node",
            "check-node",
            "check-node",
            "check-node",
            "check-node",
            "check-node",
            "check-images",
            "check-images",
            "check-images");
  }

  @Test
  void openstackIsAskedForLeaveBeforeAnythingIsChanged() {
    StepGraph graph = planner.apply(Documents.cloud(2, 1), Past.none(SECRET));

    PlannedStep check = step(graph, "check-openstack");
    assertThat(check.gate()).isTrue();
    assertThat(check.name()).hasToString("check-openstack@controller1");
    assertThat(before(graph, "check-openstack@controller1"))
        .containsExactly("check-node@controller1");
    assertThat(((Action.CheckOpenstack) check.action()).compute()).isEmpty();
    assertThat(before(graph, "configure-glance@controller1")).contains(check.name().toString());
  }

  @Test
  void whereNobodyIsAuthenticatedNobodyIsAsked() {
    assertThat(actions(planner.runbook(Documents.lab(), SECRET), Action.CheckOpenstack.class))
        .isEmpty();
  }

  @Test
  void eachNodesOwnGlanceAndTheCloudsApisAreReachedAsTheDocumentSays() {
    IntegrationDocument document =
        Documents.valid(
            Documents.site()
                .replace(
                    "10.77.0.12, roles: [controller]",
                    "10.77.0.12, roles: [controller], api: {address: 172.16.0.12, port: 9293,"
                        + " caFile: ca.pem}")
                .replace("cinder:\n", "cinder:\n  api: {address: vip.example, tls: true}\n"));

    StepGraph graph = planner.runbook(document, SECRET);

    List<Action.RestartGlance> restarts = actions(graph, Action.RestartGlance.class);
    assertThat(restarts.get(0).api().orElseThrow().host()).isEmpty();
    assertThat(restarts.get(0).api().orElseThrow().file())
        .hasValueSatisfying(file -> assertThat(file).hasToString("/etc/glance/glance-api.conf"));
    assertThat(restarts.get(0).peerApis())
        .extracting(api -> api.host().orElse("found"))
        .containsExactly("172.16.0.12", "found");
    assertThat(restarts.get(1).api().orElseThrow().caFile()).hasValue("ca.pem");
    assertThat(restarts.get(1).api().orElseThrow().port()).hasValue(9293);
    assertThat(actions(graph, Action.RestartCinder.class))
        .allSatisfy(
            restart -> assertThat(restart.api().orElseThrow().host()).hasValue("vip.example"));
  }

  @Test
  void oneMachineMayBeEverything() {
    // given the Ceph admin node, the controller and the compute in one
    IntegrationDocument document =
        Documents.valid(
            """
            apiVersion: mooring/v1
            name: one
            ssh: {user: root, credential: key}
            openstack: {auth: keystone, credential: cloud}
            ceph: {pools: {images: {name: images}, volumes: {name: volumes}, vms: {name: vms}}}
            nodes:
              box: {address: box.example, roles: [ceph-admin, controller, compute]}
            """);

    StepGraph graph = planner.runbook(document, SECRET);

    // then both services can read the one keyring, and the admin's own ceph.conf stays
    Action.PlaceKeyring keyring =
        (Action.PlaceKeyring) step(graph, "place-keyring:cinder").action();
    assertThat(keyring.owner().value()).isEqualTo("cinder");
    assertThat(keyring.group().value()).isEqualTo("nova");
    assertThat(graph.steps())
        .extracting(step -> step.name().toString())
        .contains("prove-access:cinder@box", "prove-access:cinder.nova@box")
        .doesNotContain("place-conf@box");
  }

  @Test
  void aJumpHostHasNoSteps() {
    IntegrationDocument document =
        Documents.valid(
            Documents.site()
                .replace("# jump: bastion", "jump: bastion")
                .replace("nodes:\n", "nodes:\n  bastion: {address: 10.77.0.1}\n"));

    assertThat(planner.runbook(document, SECRET).steps())
        .noneMatch(step -> step.name().node().value().equals("bastion"))
        .allMatch(step -> step.node().via().name().value().equals("bastion"));
  }

  private Map<String, String> caps(IntegrationDocument document, String client) {
    PlannedStep step = step(planner.runbook(document, SECRET), "create-user:" + client);
    return ((Action.CreateUser) step.action()).caps();
  }

  private static PlannedStep named(StepGraph graph, String name) {
    return graph.steps().stream()
        .filter(step -> step.name().toString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static PlannedStep step(StepGraph graph, String prefix) {
    List<PlannedStep> found =
        graph.steps().stream()
            .filter(step -> step.name().toString().startsWith(prefix + "@"))
            .toList();
    assertThat(found).isNotEmpty();
    return found.getFirst();
  }

  /** The graph as people read it. */
  private static final class GraphText {
    static String of(StepGraph graph) {
      Map<StepName, List<StepName>> dependsOn = graph.dependsOn();
      StringBuilder text = new StringBuilder();
      for (PlannedStep step : graph.steps()) {
        text.append(
            "%2d  %2d  %-54s %-16s %4d s%n"
                .formatted(
                    step.ordinal(),
                    step.phase(),
                    step.name(),
                    step.participant().label(),
                    step.limit().toSeconds()));
        dependsOn
            .getOrDefault(step.name(), List.of())
            .forEach(before -> text.append("          after ").append(before).append('\n'));
      }
      return text.toString();
    }
  }

  private static String secondCluster(String more) {
    return """
    apiVersion: mooring/v1
    name: east
    ssh: {user: root, credential: key}
    openstack: {auth: keystone, credential: cloud}
    ceph:
      {cluster: east, pools: {images: {name: i}, volumes: {name: v}, vms: {name: m}}%s}
    nodes:
      box: {address: box.example, roles: [ceph-admin, controller, compute]}
    """
        .formatted(more);
  }

  private static <A extends Action> List<A> actions(StepGraph graph, Class<A> type) {
    return graph.steps().stream()
        .map(PlannedStep::action)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
