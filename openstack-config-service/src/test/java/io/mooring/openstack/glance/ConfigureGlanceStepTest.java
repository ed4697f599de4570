package io.mooring.openstack.glance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.ConfigureGlance;
import io.mooring.contracts.Action.ExistingImages;
import io.mooring.contracts.Action.GlanceStores;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.contracts.PoolName;
import io.mooring.node.FileState;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.participant.step.Plan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigureGlanceStepTest {
  private static final FilePath FILE = new FilePath("/etc/glance/glance-api.conf");
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
              assertThat(finding.message()).contains("/srv/images", "3 image(s)");
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
        step.plan(action(GlanceStores.SINGLE, ExistingImages.STOP), new FoundGlance(none, "", 0));

    // Then
    assertThat(plan.stop()).isPresent();
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
            GlanceSettings.fileStoreDirectory(parsed),
            count));
  }

  private static ConfigurationFile parse(String text) {
    return ConfigurationFile.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ConfigureGlance action(GlanceStores stores, ExistingImages images) {
    return new ConfigureGlance(
        FILE,
        stores,
        images,
        new PoolName("openstack-images"),
        new ClientName("glance"),
        new FilePath("/etc/ceph/ceph.conf"),
        8,
        true);
  }
}
