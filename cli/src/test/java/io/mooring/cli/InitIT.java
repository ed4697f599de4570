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
        .contains("mon01: {address: 10.0.0.10, roles: [ceph-admin]}")
        .contains("name: site  # QUESTION:")
        .contains("auth: keystone  # from clouds.yaml")
        .doesNotContain("hidden-one");
    assertThat(new Yaml().<Object>load(mooring.output())).isNotNull();
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
