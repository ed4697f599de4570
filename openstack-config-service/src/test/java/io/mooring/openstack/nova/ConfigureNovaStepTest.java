package io.mooring.openstack.nova;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.ConfigureNova;
import io.mooring.contracts.Action.SecretOwner;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.PoolName;
import io.mooring.node.FileState;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Plan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConfigureNovaStepTest {
  private static final FilePath FILE = new FilePath("/etc/nova/nova.conf");
  private static final UUID SECRET = UUID.fromString("6f1d1c2e-8a51-4c0e-9f0b-5d5e2f7a9c31");
  private static final ConfigureNova ACTION =
      new ConfigureNova(
          FILE,
          new PoolName("openstack-vms"),
          new ClientName("cinder"),
          new FilePath("/etc/ceph/ceph.conf"),
          SECRET);
  private static final String FRESH = "[DEFAULT]\nmy_ip = 10.0.0.1\n[libvirt]\n#images_type = x\n";
  private static final LocalMachine MACHINE =
      new LocalMachine("8dac896c-59b4-45a7-8cad-016d561992b0", List.of("disk", "disk.config"));

  private final ConfigureNovaStep step = new ConfigureNovaStep();
  private List<LocalMachine> machines = List.of();
  private Decisions decisions = Decisions.NONE;

  @Test
  void shouldPlanTheRunbooksSettings() {
    // When
    ConfigurationFile after = edited(FRESH);

    // Then
    assertThat(after.value("libvirt", "images_type")).contains("rbd");
    assertThat(after.value("libvirt", "images_rbd_pool")).contains("openstack-vms");
    assertThat(after.value("libvirt", "images_rbd_ceph_conf")).contains("/etc/ceph/ceph.conf");
    assertThat(after.value("libvirt", "rbd_user")).contains("cinder");
    assertThat(after.value("libvirt", "rbd_secret_uuid")).contains(SECRET.toString());
    assertThat(after.value("libvirt", "disk_cachemodes")).contains("network=writeback");
    assertThat(after.value("libvirt", "hw_disk_discard")).contains("unmap");
    assertThat(plan(FRESH).stop()).isEmpty();
  }

  @Test
  void shouldHaveNothingToDoTheSecondTime() {
    // Given machines that stayed on the compute when somebody decided so
    machines = List.of(MACHINE);

    // When
    Plan plan = plan(new String(edited(FRESH).bytes(), StandardCharsets.UTF_8));

    // Then
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.findings()).isEmpty();
  }

  @Test
  void shouldLeaveMigrationAndSomebodysOwnModesAlone() {
    // Given
    String own =
        "live_migration_uri = qemu+tls://%s/system\nlive_migration_tunnelled = true\n"
            + "disk_cachemodes = file=directsync,network=none\nhw_disk_discard = ignore\n";

    // When
    ConfigurationFile after = edited("[libvirt]\n" + own);

    // Then
    assertThat(new String(after.bytes(), StandardCharsets.UTF_8)).contains(own);
  }

  @Test
  void shouldKeepTheCacheModesOfOtherDisks() {
    assertThat(
            edited("[libvirt]\ndisk_cachemodes = file=directsync\n")
                .items("libvirt", "disk_cachemodes"))
        .containsExactly("file=directsync", "network=writeback");
  }

  @Test
  void shouldStopWhereMachinesOfUsersHaveTheirDisksOnTheCompute() {
    // Given
    machines = List.of(MACHINE);

    // When
    Plan plan = plan(FRESH);

    // Then
    assertThat(plan.stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.LOCAL_DISKS);
              assertThat(stop.message())
                  .startsWith("1 machine on compute01 has disks")
                  .contains(MACHINE.directory(), "disk.config");
            });
  }

  @Test
  void shouldGoOnWhenAPersonLeavesThemBehind() {
    // Given
    machines = List.of(MACHINE);
    decisions = new Decisions(Map.of("local-disks@compute01", "leave"));

    // When
    Plan plan = plan(FRESH);

    // Then
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.changes()).hasSize(1);
  }

  @Test
  void shouldStopBeforeItLeavesThePoolThatNovaHas() {
    // Given
    String other = "[libvirt]\nimages_type = rbd\nimages_rbd_pool = nova-old\n";

    // When and then
    assertThat(plan(other).stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.CONFIGURATION_CONFLICT);
              assertThat(stop.message()).contains("nova-old");
            });
  }

  @Test
  void shouldStopBeforeItLeavesAVolumeGroup() {
    assertThat(plan("[libvirt]\nimages_type = lvm\nimages_volume_group = vg\n").stop())
        .hasValueSatisfying(
            stop -> assertThat(stop.code()).isEqualTo(ErrorCode.CONFIGURATION_CONFLICT));
  }

  @Test
  void shouldMakeUserAndSecretOneTupleWithLibvirtsAndSayIt() {
    // Given the right user with a secret that libvirt does not have
    String other = "11111111-2222-3333-4444-555555555555";
    String text = "[libvirt]\nrbd_user = cinder\nrbd_secret_uuid = " + other + "\n";

    // When
    Plan plan = plan(text);

    // Then
    assertThat(edited(text).value("libvirt", "rbd_secret_uuid")).contains(SECRET.toString());
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
              assertThat(finding.code()).isEqualTo(ErrorCode.SECRET_CONFLICT);
              assertThat(finding.message()).contains(other, SECRET.toString());
            });
  }

  @Test
  void shouldNameNovasOwnUserWithItsSecretAndSayWhatWasThere() {
    // Given nova has used cinder's user, and now has its own, whose secret a compute decided on
    UUID decided = UUID.fromString("22222222-2222-4333-8444-555555555555");
    ConfigureNova own =
        new ConfigureNova(
            FILE,
            ACTION.pool(),
            new ClientName("nova"),
            ACTION.cephConf(),
            SECRET,
            Optional.of(SecretOwner.NOVA));
    Map<String, String> facts =
        Map.of(
            SecretOwner.CINDER.fact(),
            "11111111-2222-3333-4444-555555555555",
            SecretOwner.NOVA.fact(),
            decided.toString());
    ConfigurationFile before = edited(FRESH);

    // When
    ConfigurationFile after =
        before.edit(NovaSettings.wanted(own, own.decided(facts), before)).result();
    List<Finding> findings =
        new LeftBehind(own, new FoundNova(new NodeName("c"), null, decided, List.of(), decisions))
            .of(before);

    // Then
    assertThat(after.value("libvirt", "rbd_user")).contains("nova");
    assertThat(after.value("libvirt", "rbd_secret_uuid")).contains(decided.toString());
    assertThat(ACTION.decided(facts)).hasToString(facts.get(SecretOwner.CINDER.fact()));
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message()).contains("cinder", "nova has a user of its own");
              assertThat(finding.next()).contains("libvirt.novaSecretUuid");
            });
  }

  @Test
  void shouldLookForMachinesWhereNovaKeepsThem() {
    assertThat(LocalMachine.instances(parse(FRESH))).isEqualTo("/var/lib/nova/instances");
    assertThat(LocalMachine.instances(parse("[DEFAULT]\nstate_path = /srv/nova\n")))
        .isEqualTo("/srv/nova/instances");
    assertThat(
            LocalMachine.instances(
                parse("[DEFAULT]\nstate_path = /s\ninstances_path = ${state_path}/machines\n")))
        .isEqualTo("/s/machines");
  }

  @Test
  void shouldReadWhatTheLookPrints() {
    assertThat(LocalMachine.parse(MACHINE.directory() + " disk disk.config\nabc_resize disk\n"))
        .containsExactly(MACHINE, new LocalMachine("abc_resize", List.of("disk")));
  }

  private Plan plan(String text) {
    ConfigurationFile parsed = parse(text);
    FileState state =
        new FileState.Present(
            FILE,
            "",
            new AccountName("root"),
            new AccountName("nova"),
            0640,
            text.length(),
            Instant.EPOCH,
            parsed.bytes());
    ServiceConfiguration file = new ServiceConfiguration(state, Optional.of(parsed));
    return step.plan(
        ACTION, new FoundNova(new NodeName("compute01"), file, SECRET, machines, decisions));
  }

  private static ConfigurationFile edited(String text) {
    ConfigurationFile before = parse(text);
    return before.edit(NovaSettings.wanted(ACTION, SECRET, before)).result();
  }

  private static ConfigurationFile parse(String text) {
    return ConfigurationFile.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
