package io.mooring.cli.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.Attempt;
import io.mooring.cli.api.Json;
import io.mooring.cli.api.Saga;
import io.mooring.cli.api.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script in a real shell, with an ssh that only writes down what it is told. */
class RunbookIT {
  private static final String DOCUMENT =
      """
      {"name":"site","ssh":{"user":"ops"},
       "nodes":{"mon":{"address":"10.0.0.1","roles":["ceph-admin"]},
        "control":{"address":"10.0.0.2","roles":["controller"]},
        "compute":{"address":"10.0.0.3","roles":["compute"],"ssh":{"user":"root"}},
        "both":{"address":"10.0.0.4","roles":["controller","compute"]}},
       "ceph":{"pools":{"images":{"name":"openstack-images","pgNum":32},
        "volumes":{"name":"old","crushRule":"fast","quotaMebibytes":1024,"quotaObjects":5,
         "dataPool":{"name":"old-data","erasureCodeProfile":"two-one","quotaObjects":9}}}}}
      """;
  private static final String SAGA =
      """
      {"id":"s","number":3,"integration":"site","generation":2,"kind":"apply","state":"succeeded",
       "endedAt":"2026-01-01T00:00:00Z"}
      """;

  @TempDir private Path folder;
  private final List<Step> steps = new ArrayList<>();
  private String document = DOCUMENT;

  @Test
  void repeatsByHandWhatWasChangedAndNothingElse() throws Exception {
    // given
    step("check-cluster", "mon", "HEALTH_OK\nrm -rf /tmp/not-a-command", "[]");
    step(
        "install-client",
        "control",
        "",
        "[{'kind':'create','subject':'package ceph-common'},{'kind':'create','subject':'package"
            + " python3-rbd'}]");
    step(
        "create-pool",
        "mon",
        "",
        "[{'kind':'create','subject':'pool openstack-images','summary':'created for rbd'}]");
    step(
        "create-pool",
        "mon",
        "",
        "[{'kind':'update','subject':'pool old','summary':'CRUSH rule fast instead of slow'}]");
    step(
        "create-pool",
        "mon",
        "",
        "[{'kind':'create','subject':'pool old-data','summary':'created for the data of RBD\\u0027s"
            + " images, erasure coded'}]");
    step(
        "create-user",
        "mon",
        "",
        "[{'kind':'create','subject':'client.glance','diff':'+mon: profile rbd\\n"
            + "+osd: profile rbd pool=openstack-images\\n"
            + "'}]");
    step(
        "place-keyring",
        "control",
        "",
        "[{'kind':'create','subject':'/etc/ceph/ceph.client.glance.keyring'}]");
    step(
        "define-secret",
        "compute",
        "",
        "[{'kind':'create','subject':'libvirt secret 11111111-2222-3333-4444-555555555555'}]");
    step(
        "configure-glance",
        "control",
        "",
        "[{'kind':'update','subject':'/etc/glance/glance-api.conf','diff':'---"
            + " a/etc/glance/glance-api.conf\\n"
            + "+++ b/etc/glance/glance-api.conf\\n"
            + "@@ -1 +1 @@\\n"
            + "-stores = file\\n"
            + "+stores = $(reboot)\\n"
            + "'}]");
    step("restart-glance", "control", "", "[{'kind':'restart','subject':'glance-api.service'}]");
    step(
        "delete-pool",
        "mon",
        "",
        "[{'kind':'delete','subject':'pool old','summary':'deleted; it is empty'}]");

    // when
    List<String> ran = run();

    // then
    assertThat(ran)
        .containsExactly(
            "ops@10.0.0.2 sudo -n sh -c if\\ command\\ -v\\ apt-get\\ \\>/dev/null\\;\\ then\\"
                + " apt-get\\ install\\ -y\\ \\\"\\$@\\\"\\;\\ else\\ dnf\\ install\\ -y\\"
                + " \\\"\\$@\\\"\\;\\ fi install ceph-common python3-rbd |",
            "ops@10.0.0.1 sudo -n ceph osd pool create openstack-images 32 32 |",
            "ops@10.0.0.1 sudo -n rbd pool init openstack-images |",
            "ops@10.0.0.1 sudo -n ceph osd pool set old crush_rule fast |",
            "ops@10.0.0.1 sudo -n ceph osd pool set-quota old max_bytes 1073741824 |",
            "ops@10.0.0.1 sudo -n ceph osd pool set-quota old max_objects 5 |",
            "ops@10.0.0.1 sudo -n ceph osd pool create old-data erasure two-one |",
            "ops@10.0.0.1 sudo -n ceph osd pool set old-data allow_ec_overwrites true |",
            "ops@10.0.0.1 sudo -n ceph osd pool set-quota old-data max_objects 9 |",
            "ops@10.0.0.1 sudo -n ceph osd pool application enable old-data rbd |",
            "ops@10.0.0.1 sudo -n ceph auth get-or-create client.glance mon profile\\ rbd osd"
                + " profile\\ rbd\\ pool=openstack-images |",
            "ops@10.0.0.1 sudo -n ceph auth get-or-create client.glance |",
            "ops@10.0.0.2 sudo -n install -m 0640 /dev/stdin /etc/ceph/ceph.client.glance.keyring"
                + " |THE-KEY",
            "ops@10.0.0.2 sudo -n chown glance:glance /etc/ceph/ceph.client.glance.keyring |",
            "root@10.0.0.3 sudo -n virsh secret-define /dev/stdin |<secret ephemeral='no'"
                + " private='no'>  <uuid>11111111-2222-3333-4444-555555555555</uuid>  <usage"
                + " type='ceph'><name>client.cinder secret</name></usage></secret>",
            "ops@10.0.0.1 sudo -n ceph auth get-key client.cinder |",
            "root@10.0.0.3 sudo -n virsh secret-set-value 11111111-2222-3333-4444-555555555555"
                + " --file /dev/stdin |THE-KEY",
            "ops@10.0.0.2 sudo -n cp -pn /etc/glance/glance-api.conf"
                + " /etc/glance/glance-api.conf.bak2 |",
            "ops@10.0.0.2 sudo -n sh -c command\\ -v\\ patch |",
            "ops@10.0.0.2 sudo -n patch /etc/glance/glance-api.conf |---"
                + " a/etc/glance/glance-api.conf+++ b/etc/glance/glance-api.conf@@ -1 +1 @@-stores"
                + " = file+stores = $(reboot)",
            "ops@10.0.0.2 sudo -n systemctl restart glance-api.service |");
    assertThat(script())
        .contains("# Saga 3 of site: apply of generation 2, succeeded at 2026-01-01T00:00:00Z.")
        .contains("# by hand: delete pool old: deleted; it is empty")
        .contains("#   attempt 1, on mon: ceph status (-f json): status 0, 12 ms")
        .contains("# rm -rf /tmp/not-a-command");
  }

  @Test
  void givesAKeyringToWhomTheProductGivesIt() throws Exception {
    // given
    String cinder = "[{'kind':'create','subject':'/etc/ceph/ceph.client.cinder.keyring'}]";
    step("place-keyring", "control", "", cinder);
    step("place-keyring", "compute", "", cinder);
    step("place-keyring", "both", "", cinder);
    step(
        "place-keyring",
        "mon",
        "",
        "[{'kind':'create','subject':'/etc/kolla/config/nova/ceph.client.cinder.keyring'}]");

    // when
    List<String> ran = run();

    // then
    assertThat(ran)
        .filteredOn(line -> line.contains(" chown "))
        .containsExactly(
            "ops@10.0.0.2 sudo -n chown cinder:cinder /etc/ceph/ceph.client.cinder.keyring |",
            "root@10.0.0.3 sudo -n chown root:nova /etc/ceph/ceph.client.cinder.keyring |",
            "ops@10.0.0.4 sudo -n chown cinder:nova /etc/ceph/ceph.client.cinder.keyring |",
            "ops@10.0.0.1 sudo -n chown --reference=/etc/kolla/globals.yml"
                + " /etc/kolla/config/nova/ceph.client.cinder.keyring |");
  }

  @Test
  void novasOwnUserGetsItsKeyringAndASecretOfItsOwn() throws Exception {
    // given
    document = DOCUMENT.replace("\"pools\"", "\"users\":{\"nova\":\"nova-prod\"},\"pools\"");
    step(
        "place-keyring",
        "compute",
        "",
        "[{'kind':'create','subject':'/etc/ceph/ceph.client.nova-prod.keyring'}]");
    for (String object : List.of("", ":nova-prod")) {
      steps.add(
          Step.from(
              Json.parse(
                  """
                  {"name":"define-secret%s@compute","action":"define-secret","node":"compute",
                   "phase":"define-secret","state":"succeeded","mode":"apply","changes":[
                   {"kind":"create","subject":"libvirt secret 1111"}]}
                  """
                      .formatted(object))));
    }

    // when
    List<String> ran = run();

    // then
    assertThat(ran)
        .containsSubsequence(
            "ops@10.0.0.1 sudo -n ceph auth get-or-create client.nova-prod |",
            "root@10.0.0.3 sudo -n chown root:nova /etc/ceph/ceph.client.nova-prod.keyring |",
            "ops@10.0.0.1 sudo -n ceph auth get-key client.cinder |",
            "ops@10.0.0.1 sudo -n ceph auth get-key client.nova-prod |");
    assertThat(ran)
        .anyMatch(line -> line.contains("<name>client.cinder secret</name>"))
        .anyMatch(line -> line.contains("<name>client.nova-prod secret</name>"));
  }

  @Test
  void kollaAnsibleIsToldOfNovasOwnUserAndOfBackups() throws Exception {
    // given
    document =
        DOCUMENT
            .replace("\"pools\"", "\"users\":{\"nova\":\"nova\"},\"pools\"")
            .replace("[\"ceph-admin\"]", "[\"ceph-admin\",\"deployer\"]");
    step(
        "place-conf",
        "mon",
        "",
        "[{'kind':'create','subject':'/etc/kolla/config/nova/ceph.conf'}]");
    for (String keyring :
        List.of("nova/ceph.client.nova", "cinder/cinder-backup/ceph.client.cinder-backup")) {
      step(
          "place-keyring",
          "mon",
          "",
          "[{'kind':'create','subject':'/etc/kolla/config/%s.keyring'}]".formatted(keyring));
    }
    step(
        "configure-deployer",
        "mon",
        "",
        """
        [{'kind':'update','subject':'/etc/kolla/globals.yml','diff':'%s'},
         {'kind':'create','subject':'/etc/kolla/config/nova/nova-compute.conf','diff':'%s'}]
        """
            .formatted(
                "@@ -1 +1,3 @@\\n kolla_base_distro: debian\\n+ceph_nova_user: nova\\n"
                    + "+ceph_cinder_backup_pool_name: openstack-backups\\n",
                "@@ -0,0 +1,2 @@\\n+[libvirt]\\n+rbd_user = nova\\n"));

    // when
    List<String> ran = run();

    // then
    String owner = "ops@10.0.0.1 sudo -n chown --reference=/etc/kolla/globals.yml ";
    String conf = "/etc/kolla/config/nova/ceph.conf";
    String nova = "/etc/kolla/config/nova/ceph.client.nova.keyring";
    String backup = "/etc/kolla/config/cinder/cinder-backup/ceph.client.cinder-backup.keyring";
    String override = "/etc/kolla/config/nova/nova-compute.conf";
    assertThat(ran)
        .containsSubsequence(
            "ops@10.0.0.1 sudo -n ceph config generate-minimal-conf |",
            "ops@10.0.0.1 sudo -n install -D -m 0644 /dev/stdin " + conf + " |THE-CONF",
            owner + conf + " |",
            "ops@10.0.0.1 sudo -n ceph auth get-or-create client.nova |",
            "ops@10.0.0.1 sudo -n install -D -m 0640 /dev/stdin " + nova + " |THE-KEY",
            owner + nova + " |",
            "ops@10.0.0.1 sudo -n ceph auth get-or-create client.cinder-backup |",
            "ops@10.0.0.1 sudo -n install -D -m 0640 /dev/stdin " + backup + " |THE-KEY",
            owner + backup + " |",
            "ops@10.0.0.1 sudo -n cp -pn /etc/kolla/globals.yml /etc/kolla/globals.yml.bak2 |",
            "ops@10.0.0.1 sudo -n patch /etc/kolla/globals.yml |@@ -1 +1,3 @@ kolla_base_distro:"
                + " debian+ceph_nova_user: nova+ceph_cinder_backup_pool_name: openstack-backups",
            "ops@10.0.0.1 sudo -n install -D -m 0644 /dev/null " + override + " |",
            owner + override + " |",
            "ops@10.0.0.1 sudo -n patch "
                + override
                + " |@@ -0,0 +1,2 @@+[libvirt]+rbd_user = nova");
  }

  @Test
  void aBackupNodeHasBothKeyringsAsCinder() throws Exception {
    // given
    document = DOCUMENT.replace("[\"compute\"]", "[\"backup\"]");
    for (String client : List.of("cinder", "cinder-backup")) {
      step(
          "place-keyring",
          "compute",
          "",
          "[{'kind':'create','subject':'/etc/ceph/ceph.client.%s.keyring'}]".formatted(client));
    }

    // when, then
    assertThat(run())
        .filteredOn(line -> line.contains(" chown "))
        .containsExactly(
            "root@10.0.0.3 sudo -n chown cinder:cinder /etc/ceph/ceph.client.cinder.keyring |",
            "root@10.0.0.3 sudo -n chown cinder:cinder"
                + " /etc/ceph/ceph.client.cinder-backup.keyring |");
  }

  @Test
  void inContainersFilesGoWhereTheirStartTakesThemFrom() throws Exception {
    // given
    String list = "{'kind':'update','subject':'/etc/kolla/%s/config.json','summary':'copies more'}";
    step(
        "place-conf",
        "control",
        "",
        "[{'kind':'create','subject':'/etc/kolla/cinder-backup/ceph/ceph.conf'},%s]"
            .formatted(list.formatted("cinder-backup")));
    step(
        "place-keyring",
        "control",
        "",
        "[{'kind':'create','subject':'/etc/kolla/cinder-backup/ceph/ceph.client.cinder-backup.keyring'}]");
    step(
        "define-secret",
        "compute",
        "",
        "[{'kind':'create','subject':'libvirt secret 1111-22'},"
            + "{'kind':'create','subject':'/etc/kolla/nova-libvirt/secrets/1111-22.xml'},"
            + "{'kind':'create','subject':'/etc/kolla/nova-libvirt/secrets/1111-22.base64'},%s]"
                .formatted(list.formatted("nova-libvirt")));
    step(
        "restart-cinder-backup",
        "control",
        "",
        "[{'kind':'restart','subject':'kolla-cinder_backup-container.service'}]");
    step("restart-glance", "control", "", "[{'kind':'restart','subject':'glance_api'}]");

    // when
    List<String> ran = run();

    // then
    assertThat(ran)
        .contains(
            "ops@10.0.0.2 sudo -n install -D -m 0644 /dev/stdin"
                + " /etc/kolla/cinder-backup/ceph/ceph.conf |THE-CONF",
            "ops@10.0.0.2 sudo -n install -D -m 0640 /dev/stdin"
                + " /etc/kolla/cinder-backup/ceph/ceph.client.cinder-backup.keyring |THE-KEY",
            "root@10.0.0.3 sudo -n install -D -m 0600 /dev/stdin"
                + " /etc/kolla/nova-libvirt/secrets/1111-22.xml |<secret ephemeral='no'"
                + " private='no'>  <uuid>1111-22</uuid>  <usage type='ceph'><name>client.cinder"
                + " secret</name></usage></secret>",
            "root@10.0.0.3 sudo -n install -D -m 0600 /dev/stdin"
                + " /etc/kolla/nova-libvirt/secrets/1111-22.base64 |THE-KEY",
            "ops@10.0.0.2 sudo -n systemctl restart kolla-cinder_backup-container.service |")
        .anyMatch(
            line -> line.contains("inside nova_libvirt virsh secret-define /dev/stdin |<secret"))
        .anyMatch(
            line ->
                line.contains(
                    "inside nova_libvirt virsh secret-set-value 1111-22 --file /dev/stdin"
                        + " |THE-KEY"))
        .noneMatch(line -> line.contains("config.json") || line.contains(" chown "))
        .last()
        .asString()
        .contains("engine", "restart glance_api |");
    assertThat(script())
        .contains("# by hand: update /etc/kolla/cinder-backup/config.json: copies more");
  }

  @Test
  void passesTheCheckOfScripts() throws Exception {
    step(
        "create-user",
        "mon",
        "it's \"so\"",
        "[{'kind':'update','subject':'client.cinder','summary':'keeps its key; caps from (mon:"
            + " allow r) to (mon: profile rbd; osd: profile rbd pool=a)'}]");
    step("place-conf", "compute", "", "[{'kind':'create','subject':'/etc/ceph/it is.conf'}]");
    step("restart-glance", "control", "", "[{'kind':'restart','subject':'glance_api'}]");
    step(
        "define-secret",
        "compute",
        "",
        "[{'kind':'update','subject':'libvirt secret 1111-22'},"
            + "{'kind':'update','subject':'/etc/kolla/nova-libvirt/secrets/1111-22.base64'}]");
    Path file = write();

    Process check =
        new ProcessBuilder("shellcheck", file.toString()).redirectErrorStream(true).start();
    String said = new String(check.getInputStream().readAllBytes());

    assertThat(check.waitFor()).as(said).isZero();
    assertThat(run())
        .first()
        .isEqualTo(
            "ops@10.0.0.1 sudo -n ceph auth caps client.cinder mon profile\\ rbd osd profile\\"
                + " rbd\\ pool=a |");
  }

  private void step(String action, String node, String summary, String changes) {
    String json =
        "{'name':'%s@%s','action':'%s','node':'%s','phase':'%s','state':'succeeded','mode':'apply','changes':%s}"
            .formatted(action, node, action, node, action, changes)
            .replace('\'', '"');
    var step = (com.fasterxml.jackson.databind.node.ObjectNode) Json.parse(json);
    steps.add(Step.from(step.put("summary", summary)));
  }

  private String script() {
    JsonNode entry =
        Json.parse(
            "{\"attempt\":1,\"type\":\"step-succeeded\",\"ran\":[{\"number\":1,\"node\":\"mon\",\"what\":\"ceph"
                + " status\",\"arguments\":[\"-f\",\"json\"],\"status\":0,\"durationMillis\":12}]}");
    return String.join(
            "\n",
            new Runbook(Json.parse(document))
                .lines(
                    Saga.from(Json.parse(SAGA)),
                    steps,
                    Map.of("check-cluster@mon", List.of(Attempt.from(entry)))))
        + "\n";
  }

  private Path write() throws IOException {
    return Files.writeString(folder.resolve("runbook.sh"), script());
  }

  /** What ssh was told, a line a call: where, what, and its standard input. */
  private List<String> run() throws Exception {
    Path record = folder.resolve("record");
    Path ssh = folder.resolve("ssh");
    Files.writeString(
        ssh,
        """
        #!/bin/bash
        # -n or -T, target, command
        input=
        [ "$1" = -n ] || input=$(cat)
        # Both ends of a pipe write: the one that is read from was first, for the other waits for its end.
        flock "$0" printf '%s %s |%s\\n' "$2" "$3" "${input//$'\\n'/}" >>"RECORD"
        case $3 in *"auth get"*) echo THE-KEY ;; *generate-minimal-conf*) echo THE-CONF ;; esac
        """
            .replace("RECORD", record.toString()));
    assertThat(ssh.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder =
        new ProcessBuilder("bash", write().toString()).redirectErrorStream(true);
    builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
    return Files.readAllLines(record).stream()
        .map(line -> line.replaceAll("  +\\|", " |").replaceAll("(\\S) {2}\\|", "$1 |"))
        .toList();
  }
}
