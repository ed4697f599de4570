package io.mooring.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.ConfigureCinder;
import io.mooring.contracts.BackendName;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.contracts.PoolName;
import io.mooring.node.FileState;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Plan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConfigureCinderStepTest {
  private static final FilePath FILE = new FilePath("/etc/cinder/cinder.conf");
  private static final UUID SECRET = UUID.fromString("6f1d1c2e-8a51-4c0e-9f0b-5d5e2f7a9c31");
  private static final String LVM = "[DEFAULT]\nenabled_backends = lvm\n[lvm]\nvolume_group = vg\n";
  private final ConfigureCinderStep step = new ConfigureCinderStep();
  private Decisions decisions = Decisions.NONE;

  @Test
  void shouldAddTheBackEndAndKeepTheOthers() {
    // When
    ConfigurationFile after = edited(true, LVM);

    // Then
    assertThat(after.items("DEFAULT", "enabled_backends")).containsExactly("lvm", "ceph");
    assertThat(after.value("lvm", "volume_group")).contains("vg");
    assertThat(after.value("ceph", "rbd_secret_uuid")).contains(SECRET.toString());
    assertThat(after.value("ceph", "volume_driver"))
        .contains("cinder.volume.drivers.rbd.RBDDriver");
    assertThat(after.value("ceph", "volume_backend_name")).contains("ceph");
    assertThat(after.value("DEFAULT", "glance_api_version")).isEmpty();
  }

  @Test
  void shouldWriteTheOldGlanceVersionOnlyWhereTheReleaseKnowsIt() {
    // When
    ConfigurationFile after = edited(true, LVM.replace("[lvm]", "#glance_api_version = 1\n[lvm]"));

    // Then
    assertThat(after.value("DEFAULT", "glance_api_version")).contains("2");
  }

  @Test
  void shouldWarnWhenTheDocumentSwitchesOtherBackEndsOff() {
    // When
    Plan plan = plan(false, LVM);

    // Then
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
              assertThat(finding.message()).contains("lvm");
            });
  }

  @Test
  void shouldStopBeforeItSwitchesOffABackEndOfTheDefaultSection() {
    // When
    Plan plan =
        plan(true, "[DEFAULT]\nvolume_driver = cinder.volume.drivers.lvm.LVMVolumeDriver\n");

    // Then
    assertThat(plan.stop())
        .hasValueSatisfying(
            finding -> assertThat(finding.code()).isEqualTo(ErrorCode.CONFIGURATION_CONFLICT));
  }

  @Test
  void shouldSwitchItOffWhenAPersonChoseSo() {
    // Given
    decisions = new Decisions(Map.of("default-backend", "replace"));

    // When
    Plan plan =
        plan(true, "[DEFAULT]\nvolume_driver = cinder.volume.drivers.lvm.LVMVolumeDriver\n");

    // Then
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.changes()).hasSize(1);
  }

  @Test
  void shouldNameTheClusterWhoseFilesHaveAnotherName() {
    // When
    ConfigurationFile after = edited(action(true, "east"), LVM);

    // Then
    assertThat(after.value("east", "rbd_cluster_name")).contains("east");
    assertThat(after.value("east", "rbd_ceph_conf")).contains("/etc/ceph/east.conf");
    assertThat(edited(true, LVM).value("ceph", "rbd_cluster_name")).isEmpty();
  }

  @Test
  void shouldNameBothSecretsWhenCinderNamesAnotherThanTheComputesHold() {
    // Given
    String other = "11111111-2222-3333-4444-555555555555";

    // When
    Plan plan = plan(true, "[ceph]\nrbd_secret_uuid = " + other + "\n");

    // Then
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(ErrorCode.SECRET_CONFLICT);
              assertThat(finding.message()).contains(other, SECRET.toString());
            });
  }

  private Plan plan(boolean keep, String text) {
    ConfigurationFile parsed = parse(text);
    FileState state =
        new FileState.Present(
            FILE,
            "",
            new AccountName("root"),
            new AccountName("cinder"),
            0640,
            text.length(),
            Instant.EPOCH,
            parsed.bytes());
    return step.plan(
        action(keep, "ceph"),
        new ConfigureCinderStep.Found(
            new ServiceConfiguration(state, Optional.of(parsed)), SECRET, decisions));
  }

  private static ConfigurationFile edited(boolean keep, String text) {
    return edited(action(keep, "ceph"), text);
  }

  private static ConfigurationFile edited(ConfigureCinder action, String text) {
    ConfigurationFile before = parse(text);
    return before.edit(CinderSettings.wanted(action, SECRET, before)).result();
  }

  private static ConfigurationFile parse(String text) {
    return ConfigurationFile.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ConfigureCinder action(boolean keep, String cluster) {
    return new ConfigureCinder(
        FILE,
        new BackendName(cluster),
        keep,
        new PoolName("openstack-volumes"),
        new ClientName("cinder"),
        new FilePath("/etc/ceph/" + cluster + ".conf"),
        SECRET);
  }
}
