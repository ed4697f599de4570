package io.mooring.node.ceph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.CephAccess.Run;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.node.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which ceph a script gets, in a real shell with commands that tell how they were called. */
class CephadmFoundIT {
  private static final String CONTAINER = "0123456789abcdef".repeat(4);

  @TempDir Path commands;
  @TempDir Path folder;

  @BeforeEach
  void theHostHasThese() throws IOException {
    for (String needed :
        "mktemp grep rm sh mkdir flock touch setsid sleep sed head find".split(" ")) {
      Path program = Files.exists(Path.of("/bin", needed)) ? Path.of("/bin") : Path.of("/usr/bin");
      command(needed, "exec " + program.resolve(needed) + " \"$@\"");
    }
  }

  @Test
  void aHostThatHasOnlyCephadmIsAskedInItsContainer() throws Exception {
    // Given
    command(
        "cephadm",
        "echo 'Inferring fsid 7af4' >&2; echo 'Error ENOENT: no' >&2; echo \"$@\"; exit 2");

    // When
    Ended ended = run(Run.HOST);

    // Then
    assertThat(ended.output()).isEqualTo("shell -- ceph --connect-timeout 10 status\n");
    assertThat(ended.errors()).isEqualTo("Error ENOENT: no\n");
    assertThat(ended.status()).isEqualTo(2);
  }

  @Test
  void scriptsShareOneContainerUntilNobodyUsesIt() throws Exception {
    // Given a cephadm whose container is this machine, and an engine that enters it
    command(
        "cephadm",
        "echo cephadm >>%s/calls; until [ \"$1\" = -- ]; do shift; done; shift; exec \"$@\""
            .formatted(folder));
    command("podman", "[ \"$1 $2 $3\" = 'exec -i %s' ] && shift 3 && \"$@\"".formatted(CONTAINER));
    command("ceph", "echo \"$@\"");
    Path inUse = Files.createDirectory(folder.resolve("shell")).resolve("in-use");
    Files.createFile(inUse);

    // When two ask at the same time, and a third after them
    CompletableFuture<Ended> other = CompletableFuture.supplyAsync(() -> run(Run.CEPHADM));
    List<Ended> ended = List.of(run(Run.CEPHADM), other.get(), run(Run.CEPHADM));

    // Then
    assertThat(ended).containsOnly(new Ended(0, "--connect-timeout 10 status\n", ""));
    assertThat(folder.resolve("calls")).hasContent("cephadm\n");

    // And when Ceph's files have changed since, then a new one is asked
    Path conf = Files.createFile(folder.resolve("ceph.conf"));
    Files.setLastModifiedTime(conf, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(run(Run.CEPHADM).output()).isEqualTo("--connect-timeout 10 status\n");
    assertThat(folder.resolve("calls")).hasContent("cephadm\ncephadm\n");

    // And when nobody uses it any more, then it ends
    Files.delete(inUse);
    await().untilAsserted(() -> assertThat(isHeld("alive")).isFalse());
  }

  @Test
  void aHostThatHasCephIsAskedItself() throws Exception {
    // Given
    command("cephadm", "echo wrong");
    command("ceph", "echo \"$@\"");

    // When
    Ended ended = run(Run.HOST);

    // Then
    assertThat(ended.output()).isEqualTo("--cluster ceph --connect-timeout 10 status\n");
  }

  private record Ended(int status, String output, String errors) {}

  private void command(String name, String body) throws IOException {
    Path file = Files.writeString(commands.resolve(name), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /** Runs a script whose places are in this test's folder, and whose minute is a file. */
  private Ended run(Run where) {
    try {
      Path mountinfo =
          Files.writeString(
              folder.resolve("mountinfo-" + Thread.currentThread().threadId()),
              "5 4 0:1 /containers/%s/userdata/hostname /etc/hostname\n".formatted(CONTAINER));
      Script script = new SshCephAdmin(address -> null).script(access(where), "ask", "ceph status");
      String body =
          script
              .body()
              .replace("/run/mooring-cephadm-shell", folder.resolve("shell").toString())
              .replace("/mnt/", folder + "/")
              .replace("/proc/self/mountinfo", mountinfo.toString())
              .replace("/etc/ceph/ceph.conf", folder.resolve("ceph.conf").toString())
              .replace("sleep 10", "sleep 0.1")
              .replace("find use -mmin -1", "find in-use");
      List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", body, "sh"));
      words.addAll(script.arguments());
      ProcessBuilder shell = new ProcessBuilder(words);
      shell.environment().put("PATH", commands.toString());
      Process process = shell.start();
      return new Ended(
          process.waitFor(),
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
          new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  private boolean isHeld(String lock) throws IOException, InterruptedException {
    return new ProcessBuilder(
                "flock", "-n", folder.resolve("shell").resolve(lock).toString(), "true")
            .start()
            .waitFor()
        != 0;
  }

  private static CephAccess access(Run where) {
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
