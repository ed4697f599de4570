package io.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** First drafts of documents, from files and from nodes that a pretended ssh reaches. */
class InitIT {
  private static final String MULTINODE =
      """
      # kolla-ansible
      [control]
      control[01:03] ansible_user=kolla

      [compute]
      compute01 ansible_host=10.0.1.1   # in rack 1

      [glance:children]
      control
      [glance-api:children]
      glance
      [cinder-backup]
      storage01
      [mons]
      mon01 ansible_host=10.0.0.10
      [compute:vars]
      x=y
      """;

  @TempDir private Path folder;
  private final Invocation mooring = new Invocation();

  @Test
  void readsInventoriesAndSaysWhereEachValueCameFrom() throws IOException {
    // given
    Path inventory = Files.writeString(folder.resolve("multinode"), MULTINODE);
    Path ceph =
        Files.writeString(
            folder.resolve("ceph.conf"), "[global]\nfsid = abc\nmon host = 10.0.0.10\n");
    Path clouds =
        Files.writeString(
            folder.resolve("clouds.yaml"), "clouds:\n  prod:\n    auth: {password: hidden-one}\n");

    // when
    int code =
        mooring.run(
            "",
            "init",
            "--from",
            inventory.toString(),
            "--from",
            ceph.toString(),
            "--from",
            clouds.toString());

    // then
    assertThat(code).as(mooring.errors()).isZero();
    assertThat(mooring.output())
        .contains("# ceph.conf: fsid is abc")
        .contains("user: kolla  # from multinode, ansible_user")
        .contains("control02: {address: control02, roles: [controller, image]}")
        .contains("compute01: {address: 10.0.1.1, roles: [compute]}")
        .contains("storage01: {address: storage01, roles: [backup]}")
        .contains("backups: {name: openstack-backups}  # QUESTION: is this the pool's name?")
        .contains("mon01: {address: 10.0.0.10, roles: [ceph-admin]}")
        .contains("name: site  # QUESTION:")
        .contains("auth: keystone  # from clouds.yaml")
        .doesNotContain("hidden-one");
    assertThat(new Yaml().<Object>load(mooring.output())).isNotNull();
  }

  @Test
  void readsTheHostsOfOpenstackAnsibleAndThePoolsOfCephAnsible() throws IOException {
    // given
    Path hosts =
        Files.writeString(
            folder.resolve("openstack_user_config.yml"),
            """
            _infrastructure_hosts: &infrastructure_hosts
              infra1: {ip: 172.29.236.11}
              infra2: {ip: 172.29.236.12}
            global_overrides:
              internal_lb_vip_address: 172.29.236.9
            shared-infra_hosts: *infrastructure_hosts
            image_hosts: *infrastructure_hosts
            storage_hosts:
              storage_1: {ip: 172.29.236.16, container_vars: {cinder_backends: {}}}
            compute_hosts:
              compute1: {ip: 172.29.236.21}
            """);
    Path pools =
        Files.writeString(
            folder.resolve("all.yml"),
            """
            openstack_glance_pool: {name: images, rule_name: replicated_rule}
            openstack_pools:
              - "{{ openstack_glance_pool }}"
              - {name: cinder-backups, application: rbd}
              - {name: cinder-volumes, application: rbd}
              - {name: "vms: {evil: x}"}
            openstack_keys:
              - {name: client.glance-prod, caps: {mon: profile rbd}, key: "AQhidden=="}
              - {name: client.cinder-backup, caps: {mon: profile rbd}}
              - {name: client.cinder-prod, caps: {mon: profile rbd}}
              - {name: client.nova, caps: {mon: profile rbd}}
            """);

    // when
    int code = mooring.run("", "init", "--from", hosts.toString(), "--from", pools.toString());

    // then
    assertThat(code).as(mooring.errors()).isZero();
    assertThat(mooring.output())
        .contains("# openstack_user_config.yml: internal_lb_vip_address is 172.29.236.9")
        .contains("  # openstack_user_config.yml, image_hosts")
        .contains("infra2: {address: 172.29.236.12, roles: [image]}")
        .contains("storage-1: {address: 172.29.236.16, roles: [volume]}")
        .contains("compute1: {address: 172.29.236.21, roles: [compute]}")
        .contains("images: {name: images}  # from all.yml, openstack_glance_pool")
        .contains("volumes: {name: cinder-volumes}  # from all.yml, openstack_pools")
        .contains("vms: {name: openstack-vms}  # QUESTION:")
        .contains("glance: glance-prod  # from all.yml, openstack_keys")
        .contains("cinder: cinder-prod  # from all.yml, openstack_keys")
        .contains("# all.yml, openstack_keys, has client.nova: it is nova's own user with")
        .contains("cinderBackup: cinder-backup  # from all.yml, openstack_keys")
        .contains("# QUESTION: which nodes run cinder-backup?")
        .contains("    # backups: {name: cinder-backups}  # from all.yml, openstack_pools")
        .contains("QUESTION: on which node does ceph run with admin rights?")
        .doesNotContain("hidden", "evil");
    assertThat(new Yaml().<Object>load(mooring.output())).isNotNull();
  }

  @Test
  void readsAnInventoryInYaml() throws IOException {
    // given
    Path inventory =
        Files.writeString(
            folder.resolve("hosts.yml"),
            """
            all:
              children:
                mons: {hosts: {"mon0[1:2]": {ansible_user: ceph}}}
                control: {hosts: {control1: {ansible_host: 10.0.0.11}}}
                glance-api: {children: {control: {}}}
            """);

    // when
    int code = mooring.run("", "init", "--from", inventory.toString());

    // then
    assertThat(code).as(mooring.errors()).isZero();
    assertThat(mooring.output())
        .contains("mon02: {address: mon02, roles: [ceph-admin]}")
        .contains("control1: {address: 10.0.0.11, roles: [controller, image]}")
        .contains("user: ceph  # from hosts.yml, ansible_user");
  }

  @Test
  void asksAgainWhatCannotBeUsedAndLooksAtTheNodes() throws IOException {
    // given
    Path ssh = folder.resolve("ssh");
    Files.writeString(
        ssh,
        """
        #!/bin/sh
        cat >/dev/null
        case "$*" in
          *10.0.0.1*) echo "name mon1"; echo "role ceph-admin" ;;
          *10.0.0.2*) echo "name control1"; echo "role image"; echo "role volume" ;;
          *) echo "Connection refused" >&2; exit 255 ;;
        esac
        """);
    assertThat(ssh.toFile().setExecutable(true)).isTrue();
    Path file = folder.resolve("site.yaml");
    mooring.answered().with("MOORING_SSH", ssh.toString());

    // when
    int code =
        mooring.run(
            "Not A Name\nprod\n\nkey\n10.0.0.1 10.0.0.2 10.0.0.3\n",
            "init",
            "--file",
            file.toString());

    // then
    assertThat(code).as(mooring.errors()).isZero();
    assertThat(mooring.errors())
        .contains("expected: lower case, digits, dashes")
        .contains("10.0.0.3 could not be looked at: Connection refused");
    assertThat(Files.readString(file))
        .contains("name: prod  # from you")
        .contains("user: root  # from you")
        .contains("# seen on the node at 10.0.0.2")
        .contains("control1: {address: 10.0.0.2, roles: [controller]}")
        .contains("QUESTION: 10.0.0.3 could not be looked at")
        .contains("QUESTION: which nodes run nova-compute?");
    assertThat(mooring.run("", "init", "--from", "/etc/hostname", "--file", file.toString()))
        .isEqualTo(2);
  }

  @Test
  void saysWhatItNeedsWhereNobodyCanBeAsked() {
    assertThat(mooring.run("", "init")).isEqualTo(2);
    assertThat(mooring.errors()).contains("--from FILE or --look ADDRESS");
    assertThat(mooring.run("", "init", "--look=-oProxyCommand=x")).isZero();
    assertThat(mooring.errors()).contains("this is no address");
  }
}
