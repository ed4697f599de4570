package io.mooring.node.ceph;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.node.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which ceph a script gets, in a real shell with commands that tell how they were called. */
class CephadmFoundIT {
  @TempDir Path commands;

  @Test
  void aHostThatHasOnlyCephadmIsAskedInItsContainer() throws Exception {
    // Given
    command(
        "cephadm",
        "echo 'Inferring fsid 7af4' >&2; echo 'Error ENOENT: no' >&2; echo \"$@\"; exit 2");

    // When
    Ended ended = run(CephAccess.Run.HOST);

    // Then
    assertThat(ended.output()).isEqualTo("shell -- ceph --connect-timeout 10 status\n");
    assertThat(ended.errors()).isEqualTo("Error ENOENT: no\n");
    assertThat(ended.status()).isEqualTo(2);
  }

  @Test
  void aHostThatHasCephIsAskedItself() throws Exception {
    // Given
    command("cephadm", "echo wrong");
    command("ceph", "echo \"$@\"");

    // When
    Ended ended = run(CephAccess.Run.HOST);

    // Then
    assertThat(ended.output()).isEqualTo("--cluster ceph --connect-timeout 10 status\n");
  }

  private record Ended(int status, String output, String errors) {}

  private void command(String name, String body) throws IOException {
    Path file = Files.writeString(commands.resolve(name), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private Ended run(CephAccess.Run where) throws IOException, InterruptedException {
    for (String needed : List.of("mktemp", "grep", "rm", "sh")) {
      Files.createSymbolicLink(commands.resolve(needed), Path.of("/bin", needed));
    }
    Script script = new SshCephAdmin(address -> null).script(access(where), "ask", "ceph status");
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", script.body(), "sh"));
    words.addAll(script.arguments());
    ProcessBuilder shell = new ProcessBuilder(words);
    shell.environment().put("PATH", commands.toString());
    Process process = shell.start();
    return new Ended(
        process.waitFor(),
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
        new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  private static CephAccess access(CephAccess.Run where) {
    NodeAddress admin =
        new NodeAddress(
            new NodeName("mon"),
            "10.0.0.1",
            22,
            new AccountName("root"),
            new CredentialName("lab"),
            null);
    return new CephAccess(admin, new ClusterName("ceph"), where, List.of());
  }
}
