package io.mooring.openstack.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action.ConfigureCinder;
import io.mooring.contracts.Action.ConfigureCinderBackup;
import io.mooring.contracts.Action.ConfigureDeployer;
import io.mooring.contracts.Action.ConfigureGlance;
import io.mooring.contracts.Action.ConfigureNova;
import io.mooring.contracts.Action.ExistingImages;
import io.mooring.contracts.Action.GlanceStores;
import io.mooring.contracts.Action.SecretOwner;
import io.mooring.contracts.BackendName;
import io.mooring.contracts.Change;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.contracts.PoolName;
import io.mooring.openstack.Dispatches;
import io.mooring.openstack.ScriptedNode;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.StepContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConfigureDeployerStepTest {
  private static final FilePath GLOBALS = new FilePath("/etc/kolla/globals.yml");
  private static final FilePath GLANCE = new FilePath("/etc/kolla/config/glance/glance-api.conf");
  private static final FilePath CINDER =
      new FilePath("/etc/kolla/config/cinder/cinder-volume.conf");
  private static final FilePath BACKUP =
      new FilePath("/etc/kolla/config/cinder/cinder-backup.conf");
  private static final FilePath NOVA = new FilePath("/etc/kolla/config/nova/nova-compute.conf");
  private static final FilePath CEPH = new FilePath("/etc/ceph/ceph.conf");
  private static final UUID SECRET = UUID.fromString("6f1d1c2e-8a51-4c0e-9f0b-5d5e2f7a9c31");
  private static final String OWN =
      "---\n"
          + "kolla_base_distro: \"debian\"\n"
          + "admin_password: swordfish\n"
          + "enable_cinder_backup: \"no\"\n";

  private final ScriptedNode node = new ScriptedNode("deployer01").has(GLOBALS, OWN);
  private final ConfigureDeployerStep step = new ConfigureDeployerStep();

  @Test
  void shouldTellEverythingThatTheNextRunMustKnow() {
    // When
    Plan plan = apply(ephemeral());

    // Then
    assertThat(plan.changes())
        .extracting(Change::subject)
        .containsExactly(GLOBALS.value(), GLANCE.value(), CINDER.value(), NOVA.value());
    assertThat(plan.findings()).isEmpty();
    assertThat(node.content(GLOBALS))
        .startsWith(OWN)
        .contains(
            "glance_backend_ceph: \"yes\"\n",
            "ceph_glance_pool_name: \"openstack-images\"\n",
            "glance_backend_file: \"yes\"\n",
            "cinder_backend_ceph: \"yes\"\n",
            "ceph_cinder_pool_name: \"openstack-volumes\"\n",
            "nova_backend_ceph: \"yes\"\n",
            "ceph_nova_user: \"cinder\"\n");
    assertThat(node.content(GLANCE))
        .contains("default_backend = rbd\n", "[rbd]\n", "rbd_store_pool = openstack-images\n");
    assertThat(node.content(CINDER))
        .contains(
            "enabled_backends = {{ (cinder_enabled_backends | map(attribute='name')",
            "+ ['ceph']) | unique",
            "[ceph]\n",
            "rbd_secret_uuid = " + SECRET);
    assertThat(node.content(NOVA)).contains("images_rbd_pool = openstack-vms\n");
  }

  @Test
  void shouldTellNovasOwnUserAndSecretBesideCinders() {
    // Given
    UUID novas = UUID.fromString("22222222-2222-4333-8444-555555555555");
    ConfigureNova own =
        new ConfigureNova(
            new FilePath("/etc/nova/nova.conf"),
            new PoolName("openstack-vms"),
            new ClientName("nova"),
            CEPH,
            novas,
            Optional.of(SecretOwner.NOVA));

    // When
    apply(
        new ConfigureDeployer(
            new FilePath("/etc/kolla"),
            glance(GlanceStores.AUTO),
            cinder(),
            Optional.of(own),
            noBackup()));

    // Then
    assertThat(node.content(GLOBALS))
        .contains("ceph_nova_user: \"nova\"\n", "ceph_cinder_user: \"cinder\"\n");
    assertThat(node.content(NOVA)).contains("rbd_user = nova\n", "rbd_secret_uuid = " + novas);
    assertThat(node.content(CINDER)).contains("rbd_user = cinder\n", "rbd_secret_uuid = " + SECRET);
  }

  @Test
  void shouldHaveNothingToDoTheSecondTime() {
    // Given
    apply(ephemeral());

    // When
    Plan again = plan(ephemeral());

    // Then
    assertThat(again.changes()).isEmpty();
    assertThat(again.findings()).isEmpty();
  }

  @Test
  void shouldShowNoPasswordThatStandsNearby() {
    assertThat(plan(action(GlanceStores.AUTO)).changes().getFirst().diff().orElseThrow())
        .contains("+cinder_backend_ceph", "admin_password: ******")
        .doesNotContain("swordfish");
  }

  @Test
  void shouldKeepWhatSomebodyMergesAlready() {
    // Given
    node.has(CINDER, "# ours\n[DEFAULT]\nenabled_backends = lvm-1\n[lvm-1]\nvolume_group = v\n");
    node.has(GLANCE, "[DEFAULT]\nworkers = 2\nenabled_backends = file:file, http:http\n");

    // When
    apply(action(GlanceStores.MULTI));

    // Then
    assertThat(node.content(CINDER))
        .contains("# ours\n", "enabled_backends = lvm-1,ceph\n", "[lvm-1]\nvolume_group = v\n");
    assertThat(node.content(GLANCE))
        .contains("workers = 2\n", "enabled_backends = file:file, http:http, rbd:rbd\n");
  }

  @Test
  void shouldSwitchOtherStoresOffWhereTheDocumentDoes() {
    // When
    apply(action(GlanceStores.SINGLE));

    // Then
    assertThat(node.content(GLOBALS)).doesNotContain("glance_backend_file");
    assertThat(node.content(GLANCE)).contains("enabled_backends = rbd:rbd\n");
  }

  @Test
  void shouldStopWhereTheCloudHasAnotherCephAlready() {
    // Given
    node.has(GLOBALS, OWN + "glance_backend_ceph: yes\nceph_glance_pool_name: images\n");
    FoundDeployer found = step.inspect(context(), action(GlanceStores.AUTO));

    // When
    Plan undecided = step.plan(action(GlanceStores.AUTO), found);
    Plan decided =
        step.plan(
            action(GlanceStores.AUTO),
            new FoundDeployer(
                found.globals(),
                found.overrides(),
                new Decisions(Map.of("globals:ceph_glance_pool_name", "replace"))));

    // Then
    assertThat(undecided.stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.CONFIGURATION_CONFLICT);
              assertThat(stop.message()).contains("line 6", "images", "openstack-images");
            });
    assertThat(decided.stop()).isEmpty();
  }

  @Test
  void shouldSayThatKollaWantsAUserForBackupsToo() {
    // Given
    node.has(GLOBALS, "---\n");

    // Then
    assertThat(plan(action(GlanceStores.AUTO)).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
              assertThat(finding.next()).contains("cinder_backup_driver");
            });
  }

  @Test
  void shouldTellWhereBackupsGo() {
    // When
    Plan plan = apply(withBackups());

    // Then
    assertThat(plan.findings()).isEmpty();
    assertThat(node.content(GLOBALS))
        .contains(
            "\nenable_cinder_backup: \"yes\"\n",
            "\ncinder_backup_driver: \"ceph\"\n",
            "\nceph_cinder_backup_user: \"cinder-backup\"\n",
            "\nceph_cinder_backup_pool_name: \"openstack-backups\"\n");
    assertThat(node.content(BACKUP))
        .contains(
            "backup_driver = cinder.backup.drivers.ceph.CephBackupDriver\n",
            "backup_ceph_pool = openstack-backups\n");
    assertThat(plan(withBackups()).changes()).isEmpty();
  }

  @Test
  void shouldStopWithoutGlobals() {
    // Given
    ConfigureDeployer elsewhere =
        new ConfigureDeployer(
            new FilePath("/opt/kolla"), glance(GlanceStores.AUTO), cinder(), none(), noBackup());

    // Then
    assertThat(plan(elsewhere).stop())
        .hasValueSatisfying(stop -> assertThat(stop.message()).contains("/opt/kolla/globals.yml"));
  }

  @Test
  void shouldPutBackEveryFileTheVariablesFirst() {
    // When
    Outcome outcome = step.undo(context(), ephemeral());

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    assertThat(node.ran())
        .containsExactly(
            "restore " + GLOBALS, "restore " + GLANCE, "restore " + CINDER, "restore " + NOVA);
  }

  private Plan plan(ConfigureDeployer action) {
    return step.plan(action, step.inspect(context(), action));
  }

  private Plan apply(ConfigureDeployer action) {
    FoundDeployer found = step.inspect(context(), action);
    Plan plan = step.plan(action, found);
    assertThat(step.apply(context(), action, found, plan)).isInstanceOf(Outcome.Succeeded.class);
    return plan;
  }

  private StepContext context() {
    return node.context(Dispatches.first("configure-deployer", node.address()));
  }

  private static Optional<ConfigureNova> none() {
    return Optional.empty();
  }

  private static ConfigureDeployer action(GlanceStores stores) {
    return new ConfigureDeployer(
        new FilePath("/etc/kolla"), glance(stores), cinder(), none(), noBackup());
  }

  private static ConfigureDeployer ephemeral() {
    ConfigureNova nova =
        new ConfigureNova(
            new FilePath("/etc/nova/nova.conf"),
            new PoolName("openstack-vms"),
            new ClientName("cinder"),
            CEPH,
            SECRET);
    return new ConfigureDeployer(
        new FilePath("/etc/kolla"),
        glance(GlanceStores.AUTO),
        cinder(),
        Optional.of(nova),
        noBackup());
  }

  private static ConfigureDeployer withBackups() {
    return new ConfigureDeployer(
        new FilePath("/etc/kolla"),
        glance(GlanceStores.AUTO),
        cinder(),
        none(),
        Optional.of(
            new ConfigureCinderBackup(
                new FilePath("/etc/cinder/cinder.conf"),
                new PoolName("openstack-backups"),
                new ClientName("cinder-backup"),
                CEPH)));
  }

  private static Optional<ConfigureCinderBackup> noBackup() {
    return Optional.empty();
  }

  private static ConfigureGlance glance(GlanceStores stores) {
    return new ConfigureGlance(
        new FilePath("/etc/glance/glance-api.conf"),
        stores,
        ExistingImages.STOP,
        new PoolName("openstack-images"),
        new ClientName("glance"),
        CEPH,
        8,
        true,
        Set.of());
  }

  private static ConfigureCinder cinder() {
    return new ConfigureCinder(
        new FilePath("/etc/cinder/cinder.conf"),
        new BackendName("ceph"),
        true,
        new PoolName("openstack-volumes"),
        new ClientName("cinder"),
        CEPH,
        SECRET);
  }
}
