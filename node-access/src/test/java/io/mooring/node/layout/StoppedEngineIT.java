package io.mooring.node.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.node.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look does to docker, in a real shell with commands that tell how they were called. */
class StoppedEngineIT {
  @TempDir Path commands;

  @Test
  void aDaemonThatSomebodyStoppedIsNotStartedByItsSocket() throws Exception {
    // Given its socket still listens, so that any call would start it
    command("docker", "touch \"$0.called\"");
    systemctl("inactive");

    // When
    NodeLayouts node = look();

    // Then
    assertThat(commands.resolve("docker.called")).doesNotExist();
    assertThat(node.silentEngines())
        .containsExactly(
            "docker does not answer, so its containers can't be seen: docker.service is inactive");
  }

  @Test
  void aDaemonThatRunsIsAsked() throws Exception {
    // Given
    command("docker", "touch \"$0.called\"");
    systemctl("active");

    // When
    NodeLayouts node = look();

    // Then
    assertThat(commands.resolve("docker.called")).exists();
    assertThat(node.silentEngines()).isEmpty();
  }

  /** The socket is active, the daemon as it is told. */
  private void systemctl(String daemon) throws IOException {
    command(
        "systemctl",
        """
        case "$*" in
          is-active*docker.socket) ;;
          "is-active --quiet docker.service") [ %1$s = active ] ;;
          "is-active docker.service") echo %1$s ;;
        esac
        """
            .formatted(daemon));
  }

  private void command(String name, String body) throws IOException {
    Path file = Files.writeString(commands.resolve(name), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private NodeLayouts look() throws IOException {
    for (String needed : List.of("sed", "grep", "tail", "touch", "tr", "timeout")) {
      Files.createSymbolicLink(commands.resolve(needed), Path.of("/usr/bin", needed));
    }
    ProcessBuilder shell =
        new ProcessBuilder(
            "/bin/sh",
            "-c",
            Script.resource(LayoutFinder.class, "find-services.sh"),
            "sh",
            "no such program",
            "1",
            "nova_libvirt",
            "libvirtd.service");
    shell.environment().put("PATH", commands.toString());
    return LayoutFinder.read(
        new String(shell.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }
}
