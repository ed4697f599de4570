package io.mooring.participant.step;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The scripts about left-overs, in a real shell on real files. */
class CleanUpIT {
  @TempDir Path directory;

  @Test
  void onlyCopiesBesideTheFileAreFound() throws IOException, InterruptedException {
    // given
    Path file = Files.writeString(directory.resolve("glance-api.conf"), "x");
    Files.writeString(directory.resolve("glance-api.conf.bak2"), "x");
    Files.writeString(directory.resolve("glance-registry.conf.bak"), "x");

    // when
    String found = run("look-for-copies.sh", file.toString());

    // then
    assertThat(found).isEqualTo(file + ".bak2\n");
  }

  @Test
  void whatWasDecidedIsRemovedOrClosedAndNothingElse() throws IOException, InterruptedException {
    // given
    Path key = Files.writeString(directory.resolve("client.cinder.key"), "x");
    Path open = Files.writeString(directory.resolve("open.keyring"), "x");
    Path other = Files.writeString(directory.resolve("other.keyring"), "x");
    for (Path each : List.of(open, other)) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rw-r--r--"));
    }

    // when
    run("clean-up.sh", "remove", key.toString(), "close", open.toString());

    // then
    assertThat(key).doesNotExist();
    assertThat(Files.getPosixFilePermissions(open))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    assertThat(Files.getPosixFilePermissions(other))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static String run(String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", Script.resource(LeftOvers.class, script), "sh"));
    words.addAll(List.of(arguments));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
