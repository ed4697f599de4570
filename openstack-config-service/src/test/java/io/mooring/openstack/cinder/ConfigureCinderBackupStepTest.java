package io.mooring.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.mooring.contracts.Action.ConfigureCinderBackup;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.contracts.PoolName;
import io.mooring.node.Authorship;
import io.mooring.node.WriteResult;
import io.mooring.openstack.Dispatches;
import io.mooring.openstack.ScriptedNode;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigureCinderBackupStepTest {
  private static final FilePath FILE = new FilePath("/etc/cinder/cinder.conf");
  private static final FilePath FORMER = new FilePath("/var/lib/mooring/lab/backup/former");
  private static final String CEPH =
      "[DEFAULT]\nbackup_driver = cinder.backup.drivers.ceph.CephBackupDriver\n"
          + "backup_ceph_pool = openstack-backups\nbackup_ceph_user = cinder-backup\n"
          + "backup_ceph_conf = /etc/ceph/ceph.conf\n";
  private static final String VOLUMES =
      "enabled_backends = lvm,ceph\n[ceph]\nrbd_pool = openstack-volumes\nrbd_user = cinder\n"
          + "rbd_ceph_conf = /etc/ceph/ceph.conf\n";
  private final ConfigureCinderBackupStep step = new ConfigureCinderBackupStep();
  private final ScriptedNode node = new ScriptedNode("controller01");

  @Test
  void shouldSendBackupsOfDebiansFileToTheirPool() throws IOException {
    // Given
    String debian = debian();
    node.has(FILE, debian);

    // When
    Plan plan = apply();

    // Then
    ConfigurationFile after = now();
    assertThat(after.value("DEFAULT", "backup_driver"))
        .contains("cinder.backup.drivers.ceph.CephBackupDriver");
    assertThat(after.value("DEFAULT", "backup_ceph_conf")).contains("/etc/ceph/ceph.conf");
    assertThat(after.value("DEFAULT", "backup_ceph_user")).contains("cinder-backup");
    assertThat(after.value("DEFAULT", "backup_ceph_pool")).contains("openstack-backups");
    assertThat(after.value("DEFAULT", "backup_ceph_chunk_size")).contains("134217728");
    assertThat(after.value("DEFAULT", "backup_ceph_stripe_unit")).contains("0");
    assertThat(after.value("DEFAULT", "backup_ceph_stripe_count")).contains("0");
    assertThat(after.value("DEFAULT", "restore_discard_excess_bytes")).contains("true");
    assertThat(node.content(FILE).lines()).containsAll(debian.lines().toList());
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
              assertThat(finding.message()).contains("Swift");
            });
    assertThat(plan(Decisions.NONE).changes()).isEmpty();
  }

  @Test
  void shouldLeaveTheChunksAsSomebodySizedThem() {
    // Given
    node.has(FILE, "[DEFAULT]\nbackup_ceph_chunk_size = 4194304\n");

    // When
    apply();

    // Then
    assertThat(now().value("DEFAULT", "backup_ceph_chunk_size")).contains("4194304");
  }

  @Test
  void shouldStopWhereBackupsGoElsewhereUntilAPersonHasChosen() {
    // Given
    node.has(FILE, "[DEFAULT]\nbackup_driver = cinder.backup.drivers.nfs.NFSBackupDriver\n");

    // Then
    assertThat(plan(Decisions.NONE).stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.CONFIGURATION_CONFLICT);
              assertThat(stop.message()).contains("NFSBackupDriver");
              assertThat(stop.key()).isEqualTo("backup-driver");
            });
    assertThat(plan(new Decisions(Map.of("backup-driver", "replace"))).stop()).isEmpty();
  }

  @Test
  void shouldStopWhereBackupsAreInAnotherPool() {
    // Given
    node.has(FILE, CEPH.replace("openstack-backups", "old"));

    // Then
    assertThat(plan(Decisions.NONE).stop())
        .hasValueSatisfying(
            stop -> assertThat(stop.message()).contains("old", "openstack-backups"));
  }

  @Test
  void shouldNotTakeBackWhatBackupsHangOn() {
    // Given
    undoable(CEPH, "[DEFAULT]\n");
    node.says("list pool openstack-backups", "volume-1.backup.2\n");

    // Then
    assertInUse("openstack-backups holds 1 image");
  }

  @Test
  void shouldNotTakeBackWhatVolumesHangOnThatTheSameFileNames() {
    // Given
    undoable(CEPH + VOLUMES, "[DEFAULT]\nenabled_backends = lvm\n");
    node.says("list pool openstack-backups", "").says("list pool openstack-volumes", "volume-1\n");

    // Then
    assertInUse("openstack-volumes holds 1 image");
  }

  @Test
  void shouldPutTheFormerFileBackThatLeadsToTheSameVolumes() {
    // Given
    undoable(CEPH + VOLUMES, "[DEFAULT]\n" + VOLUMES);
    node.says("list pool openstack-backups", "").restores(new WriteResult.Written());

    // When
    Outcome outcome = step.undo(context(), action());

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    assertThat(node.ran())
        .contains("restore " + FILE)
        .doesNotContain("list pool openstack-volumes");
  }

  private void undoable(String now, String former) {
    node.has(FILE, now).has(FORMER, former).wrote(new Authorship.Wrote(Optional.of(FORMER)));
  }

  private void assertInUse(String words) {
    assertThat(step.undo(context(), action()))
        .asInstanceOf(type(Outcome.Failed.class))
        .satisfies(
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.IN_USE);
              assertThat(failed.message()).contains(words);
            });
    assertThat(node.ran()).doesNotContain("restore " + FILE);
  }

  private Plan plan(Decisions decisions) {
    ConfigureCinderBackupStep.Found found = step.inspect(context(), action());
    return step.plan(action(), new ConfigureCinderBackupStep.Found(found.file(), decisions));
  }

  private Plan apply() {
    ConfigureCinderBackupStep.Found found = step.inspect(context(), action());
    Plan plan = step.plan(action(), found);
    assertThat(step.apply(context(), action(), found, plan)).isInstanceOf(Outcome.Succeeded.class);
    return plan;
  }

  private ConfigurationFile now() {
    return ConfigurationFile.parse(node.content(FILE).getBytes(StandardCharsets.UTF_8));
  }

  private StepContext context() {
    return node.context(Dispatches.first("configure-cinder-backup", node.address()));
  }

  private static String debian() throws IOException {
    try (InputStream file =
        ConfigureCinderBackupStepTest.class.getResourceAsStream("/configuration/cinder.conf")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static ConfigureCinderBackup action() {
    return new ConfigureCinderBackup(
        FILE,
        new PoolName("openstack-backups"),
        new ClientName("cinder-backup"),
        new FilePath("/etc/ceph/ceph.conf"));
  }
}
