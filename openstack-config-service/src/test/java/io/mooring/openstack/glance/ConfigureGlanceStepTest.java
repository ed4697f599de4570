package io.mooring.openstack.glance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.ConfigureGlance;
import io.mooring.contracts.Action.ExistingImages;
import io.mooring.contracts.Action.Feature;
import io.mooring.contracts.Action.GlanceStores;
import io.mooring.contracts.Choice;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.contracts.PoolName;
import io.mooring.node.Authorship;
import io.mooring.node.FileState;
import io.mooring.node.WriteResult;
import io.mooring.openstack.Dispatches;
import io.mooring.openstack.ScriptedNode;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.StepContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigureGlanceStepTest {
  private static final FilePath FILE = new FilePath("/etc/glance/glance-api.conf");
  private static final FilePath BACKUP = new FilePath("/var/lib/mooring/lab/backup/1");
  private static final String CLASSIC =
      """
      [DEFAULT]
      # a comment
      [database]
      connection = mysql+pymysql://glance:hidden-password@db/glance
      [glance_store]
      stores = file,http
      default_store = file
      filesystem_store_datadir = /srv/images
      """;
  private final ConfigureGlanceStep step = new ConfigureGlanceStep();
  private Decisions decisions = Decisions.NONE;

  @Test
  void shouldPlanTheRunbooksSettings() {
    // When
    Plan plan = plan(GlanceStores.SINGLE, ExistingImages.STOP, CLASSIC, 0);

    // Then
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.changes())
        .singleElement()
        .satisfies(
            change ->
                assertThat(change.diff().orElseThrow())
                    .contains(
                        "+show_image_direct_url = True",
                        "-stores = file,http",
                        "+stores = rbd",
                        "+default_store = rbd",
                        "+rbd_store_pool = openstack-images",
                        "-filesystem_store_datadir = /srv/images")
                    .doesNotContain("hidden-password"));
  }

  @Test
  void shouldLetGlanceTakeLocationsForDirectSnapshotsOnly() {
    // Given
    ConfigureGlance direct =
        action(GlanceStores.SINGLE, ExistingImages.STOP, Set.of(Feature.DIRECT_SNAPSHOTS));
    ConfigurationFile before = parse(CLASSIC);

    // When and then
    assertThat(
            before
                .edit(GlanceSettings.wanted(direct, before))
                .result()
                .value("DEFAULT", "show_multiple_locations"))
        .contains("True");
    assertThat(
            before
                .edit(
                    GlanceSettings.wanted(action(GlanceStores.SINGLE, ExistingImages.STOP), before))
                .result()
                .value("DEFAULT", "show_multiple_locations"))
        .isEmpty();
  }

  @Test
  void shouldLetGlanceCopyImagesWhereItsImportMethodsAreNamed() {
    // Given
    ConfigureGlance copying = action(GlanceStores.MULTI, ExistingImages.COPY);
    ConfigurationFile unnamed = parse(CLASSIC);
    ConfigurationFile named =
        parse(
            CLASSIC.replace(
                "# a comment", "enabled_import_methods = [glance-direct, web-download]"));
    ConfigurationFile there =
        parse(CLASSIC.replace("# a comment", "enabled_import_methods=[copy-image]"));

    // When and then
    assertThat(methods(copying, unnamed)).isEmpty();
    assertThat(methods(copying, named)).contains("[glance-direct,web-download,copy-image]");
    assertThat(methods(copying, there)).contains("[copy-image]");
    assertThat(methods(action(GlanceStores.MULTI, ExistingImages.STOP), named))
        .contains("[glance-direct, web-download]");
  }

  private static Optional<String> methods(ConfigureGlance action, ConfigurationFile before) {
    return before
        .edit(GlanceSettings.wanted(action, before))
        .result()
        .value("DEFAULT", "enabled_import_methods");
  }

  @Test
  void shouldHaveNothingToDoTheSecondTime() {
    // Given
    ConfigureGlance action = action(GlanceStores.SINGLE, ExistingImages.STOP);
    ConfigurationFile before = parse(CLASSIC);
    byte[] after = before.edit(GlanceSettings.wanted(action, before)).result().bytes();

    // When
    Plan plan =
        plan(
            GlanceStores.SINGLE, ExistingImages.STOP, new String(after, StandardCharsets.UTF_8), 0);

    // Then
    assertThat(plan.changes()).isEmpty();
  }

  @Test
  void shouldStopBeforeImagesBecomeUnusable() {
    // When
    Plan plan = plan(GlanceStores.SINGLE, ExistingImages.STOP, CLASSIC, 3);

    // Then
    assertThat(plan.stop())
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.code()).isEqualTo(ErrorCode.EXISTING_IMAGES);
              assertThat(finding.message()).contains("/srv/images", "3 image files");
            });
  }

  @Test
  void shouldGoOnWhenTheDocumentAcceptsTheLoss() {
    // When
    Plan plan = plan(GlanceStores.SINGLE, ExistingImages.ACCEPT, CLASSIC, 3);

    // Then
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.findings()).extracting(Finding::severity).contains(Finding.Severity.WARNING);
  }

  @Test
  void shouldKeepTheFileStoreInMultiMode() {
    // Given
    ConfigureGlance action = action(GlanceStores.MULTI, ExistingImages.STOP);
    ConfigurationFile before = parse(CLASSIC);

    // When
    ConfigurationFile after = before.edit(GlanceSettings.wanted(action, before)).result();

    // Then
    assertThat(after.items("DEFAULT", "enabled_backends"))
        .containsExactly("file:file", "http:http", "rbd:rbd");
    assertThat(after.value("file", "filesystem_store_datadir")).contains("/srv/images");
    assertThat(after.value("glance_store", "default_backend")).contains("rbd");
    assertThat(after.value("rbd", "rbd_store_user")).contains("glance");
  }

  @Test
  void shouldCarryEveryOptionOfEveryStoreInMultiMode() {
    // Given a site with a file store over two disks, swift and vmware
    ConfigurationFile before =
        parse(
            """
            [DEFAULT]
            [glance_store]
            stores = file,swift,vmware
            default_store = swift
            filesystem_store_datadirs = /srv/one:200
            filesystem_store_datadirs = /srv/two:100
            filesystem_store_file_perm = 0640
            swift_store_container = images
            default_swift_reference = ref1
            swift_store_config_file = "/etc/glance/swift.conf"
            vmware_server_host = vcenter
            vmware_datastores =
              dc1:store1
              dc2:store2
            default_backend = nothing
            """);

    // When
    ConfigurationFile after = edited(GlanceStores.MULTI, before);

    // Then
    assertThat(after.problems()).isEmpty();
    assertThat(after.items("DEFAULT", "enabled_backends"))
        .containsExactly("file:file", "swift:swift", "vmware:vmware", "rbd:rbd");
    assertThat(after.values("file", "filesystem_store_datadirs"))
        .containsExactly("/srv/one:200", "/srv/two:100");
    assertThat(after.value("file", "filesystem_store_datadir")).isEmpty();
    assertThat(after.value("file", "filesystem_store_file_perm")).contains("0640");
    assertThat(after.value("swift", "swift_store_container")).contains("images");
    assertThat(after.value("swift", "default_swift_reference")).contains("ref1");
    assertThat(after.value("swift", "swift_store_config_file")).contains("/etc/glance/swift.conf");
    assertThat(after.value("vmware", "vmware_server_host")).contains("vcenter");
    assertThat(after.value("vmware", "vmware_datastores"))
        .isEqualTo(before.value("glance_store", "vmware_datastores"));
    assertThat(edited(GlanceStores.MULTI, after)).isEqualTo(after);
  }

  @Test
  void shouldReadAContinuationLineInMultiMode() {
    // Given
    ConfigurationFile before =
        parse("[glance_store]\nstores = file\nfilesystem_store_datadir =\n  /srv/images\n");

    // When
    ConfigurationFile after = edited(GlanceStores.MULTI, before);

    // Then
    assertThat(FoundStores.of(after).directories(new Store("file", "file", "file")))
        .containsExactly("/srv/images");
  }

  @Test
  void shouldUseBackendsByItselfWhereTheSiteHasThem() {
    // Given
    ConfigurationFile before =
        parse(
            """
            [DEFAULT]
            enabled_backends = fast:swift, old:rbd
            [glance_store]
            default_backend = fast
            [old]
            rbd_store_pool = legacy
            """);

    // When
    ConfigurationFile after = edited(GlanceStores.AUTO, before);

    // Then
    assertThat(plan(GlanceStores.AUTO, ExistingImages.STOP, text(before), 0).stop()).isEmpty();
    assertThat(after.items("DEFAULT", "enabled_backends"))
        .containsExactly("fast:swift", "old:rbd", "rbd:rbd");
    assertThat(after.value("old", "rbd_store_pool")).contains("legacy");
    assertThat(after.value("rbd", "rbd_store_pool")).contains("openstack-images");
  }

  @Test
  void shouldNotTakeOverAnotherPoolsStore() {
    // Given
    ConfigurationFile before =
        parse("[DEFAULT]\nenabled_backends = rbd:rbd\n[rbd]\nrbd_store_pool = legacy\n");

    // When
    ConfigurationFile after = edited(GlanceStores.AUTO, before);

    // Then
    assertThat(after.value("rbd", "rbd_store_pool")).contains("legacy");
    assertThat(after.items("DEFAULT", "enabled_backends"))
        .containsExactly("rbd:rbd", "openstack-images:rbd");
    assertThat(after.value("openstack-images", "rbd_store_pool")).contains("openstack-images");
  }

  @Test
  void shouldReuseTheStoreThatIsThePoolAlready() {
    // Given
    ConfigurationFile before =
        parse("[DEFAULT]\nenabled_backends = ceph:rbd\n[ceph]\nrbd_store_pool=openstack-images\n");

    // When
    ConfigurationFile after = edited(GlanceStores.AUTO, before);

    // Then
    assertThat(after.items("DEFAULT", "enabled_backends")).containsExactly("ceph:rbd");
    assertThat(after.value("glance_store", "default_backend")).contains("ceph");
  }

  @Test
  void shouldRemoveTheStrayLineOfOldPackagesButStopAtOthers() {
    // When
    Plan stray =
        plan(
            GlanceStores.SINGLE,
            ExistingImages.STOP,
            CLASSIC.replace("stores = file", "Local File  \nstores = file"),
            0);
    Plan other = plan(GlanceStores.SINGLE, ExistingImages.STOP, "[DEFAULT]\nwhat is this\n", 0);

    // Then
    assertThat(stray.stop()).isEmpty();
    assertThat(stray.changes().getFirst().diff().orElseThrow()).contains("-Local File");
    assertThat(other.stop())
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.code()).isEqualTo(ErrorCode.CONFIGURATION_UNREADABLE);
              assertThat(finding.message()).contains("line 2");
            });
  }

  @Test
  void shouldNotFightWithBackendsThatAreAlreadyThere() {
    // When
    Plan plan =
        plan(
            GlanceStores.SINGLE,
            ExistingImages.STOP,
            "[DEFAULT]\nenabled_backends = file:file\n",
            0);

    // Then
    assertThat(plan.stop())
        .hasValueSatisfying(
            finding -> assertThat(finding.code()).isEqualTo(ErrorCode.CONFIGURATION_CONFLICT));
  }

  @Test
  void shouldStopWhenThereIsNoSuchFile() {
    // Given
    ServiceConfiguration none =
        new ServiceConfiguration(new FileState.Absent(FILE), Optional.empty());

    // When
    Plan plan =
        step.plan(
            action(GlanceStores.SINGLE, ExistingImages.STOP),
            new FoundGlance(none, 0, Optional.empty(), Decisions.NONE));

    // Then
    assertThat(plan.stop()).isPresent();
  }

  @Test
  void shouldGoOnWithWhatAPersonAccepted() {
    // Given
    decisions = new Decisions(Map.of("existing-images", "accept"));

    // When
    Plan plan = plan(GlanceStores.SINGLE, ExistingImages.STOP, CLASSIC, 2);

    // Then
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.findings())
        .extracting(Finding::message)
        .anySatisfy(message -> assertThat(message).contains("2 image files", "Decided: accept"));
  }

  @Test
  void shouldKeepAllStoresWhenAPersonChoseSo() {
    // Given
    Plan undecided = plan(GlanceStores.SINGLE, ExistingImages.STOP, CLASSIC, 2);
    decisions = new Decisions(Map.of("existing-images", "multi"));

    // When
    Plan plan = plan(GlanceStores.SINGLE, ExistingImages.STOP, CLASSIC, 2);

    // Then
    assertThat(undecided.stop().orElseThrow().choices())
        .extracting(Choice::name)
        .containsExactly("multi", "accept");
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.changes().getFirst().diff().orElseThrow())
        .contains("+enabled_backends = ")
        .doesNotContain("-filesystem_store_datadir");
  }

  @Test
  void shouldNotTakeTheStoreAwayFromAUsersImage() {
    // Given
    ScriptedNode node =
        new ScriptedNode("controller01")
            .wrote(new Authorship.Wrote(Optional.of(BACKUP)))
            .has(BACKUP, CLASSIC)
            .says("list pool openstack-images", "5f1c\n")
            .restores(new WriteResult.Written());

    // When
    Outcome outcome = step.undo(undo(node), action(GlanceStores.SINGLE, ExistingImages.STOP));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.IN_USE);
              assertThat(failed.message()).contains("1 image (5f1c)");
            });
    assertThat(node.ran()).doesNotContain("restore " + FILE);
  }

  @Test
  void shouldPutTheFormerFileBackWhenNothingHangsOnTheStore() {
    // Given
    ScriptedNode node =
        new ScriptedNode("controller01")
            .wrote(new Authorship.Wrote(Optional.of(BACKUP)))
            .has(BACKUP, CLASSIC)
            .says("list pool openstack-images", "")
            .restores(new WriteResult.Written());

    // When
    Outcome outcome = step.undo(undo(node), action(GlanceStores.SINGLE, ExistingImages.STOP));

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    assertThat(node.ran()).contains("restore " + FILE);
  }

  @Test
  void shouldNotMindImagesThatTheFormerFileServesToo() {
    // Given
    ScriptedNode node =
        new ScriptedNode("controller01")
            .wrote(new Authorship.Wrote(Optional.of(BACKUP)))
            .has(BACKUP, "[glance_store]\nstores = rbd\nrbd_store_pool = openstack-images\n")
            .says("list pool openstack-images", "5f1c\n")
            .restores(new WriteResult.Written());

    // When
    Outcome outcome = step.undo(undo(node), action(GlanceStores.SINGLE, ExistingImages.STOP));

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
  }

  private static StepContext undo(ScriptedNode node) {
    return node.context(Dispatches.first("undo-configure-glance", node.address()));
  }

  private Plan plan(GlanceStores stores, ExistingImages images, String text, long count) {
    ConfigurationFile parsed = parse(text);
    FileState state =
        new FileState.Present(
            FILE,
            "",
            new AccountName("root"),
            new AccountName("glance"),
            0640,
            text.length(),
            Instant.EPOCH,
            parsed.bytes());
    return step.plan(
        action(stores, images),
        new FoundGlance(
            new ServiceConfiguration(state, Optional.of(parsed)),
            count,
            Optional.empty(),
            decisions));
  }

  private static ConfigurationFile edited(GlanceStores stores, ConfigurationFile before) {
    return before.edit(GlanceSettings.wanted(action(stores, ExistingImages.STOP), before)).result();
  }

  private static String text(ConfigurationFile file) {
    return new String(file.bytes(), StandardCharsets.UTF_8);
  }

  private static ConfigurationFile parse(String text) {
    return ConfigurationFile.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ConfigureGlance action(GlanceStores stores, ExistingImages images) {
    return action(stores, images, Set.of());
  }

  private static ConfigureGlance action(
      GlanceStores stores, ExistingImages images, Set<Feature> features) {
    return new ConfigureGlance(
        FILE,
        stores,
        images,
        new PoolName("openstack-images"),
        new ClientName("glance"),
        new FilePath("/etc/ceph/ceph.conf"),
        8,
        true,
        features);
  }
}
