package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.IntegrationName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on a disk of their own that is full or takes no writes. */
class BadDiskIT {
  private static final AccountName ROOT = new AccountName("root");
  private static final String LARGE = "x".repeat(60_000);
  @TempDir static Path server;
  private static OpenSshd sshd;
  private static SshNodes nodes;
  private static NodeSession session;
  @TempDir Path disk;
  private Path file;
  private FilePath path;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    sshd = OpenSshd.start(server);
    nodes = new SshNodes(sshd.settings());
    session = nodes.session(sshd.address("node-1"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    nodes.close();
    sshd.close();
  }

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString());
    file = disk.resolve("test.conf");
    path = new FilePath(file.toString());
    Files.writeString(file, "before");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    run("umount", disk.toString());
  }

  @Test
  @Tag("fault")
  void aFullDiskLeavesTheFileAndTheNextTrySucceeds() throws IOException {
    // given
    Path filler = disk.resolve("filler");
    Files.writeString(filler, "y".repeat(30_000));

    // then
    assertThatThrownBy(() -> write(LARGE))
        .isInstanceOfSatisfying(
            NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.DISK_SPACE_LOW));
    assertThat(file).hasContent("before");
    assertThat(names()).containsExactlyInAnyOrder("test.conf", "filler");

    // and when there is space again
    Files.delete(filler);
    assertThat(write("after")).isEqualTo(new WriteResult.Written());
    assertThat(session.restore(path, fence())).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("before");
  }

  @Test
  @Tag("fault")
  void aReadOnlyFileSystemLeavesTheFileAndTheNextTrySucceeds()
      throws IOException, InterruptedException {
    // given
    run("mount", "-o", "remount,ro", disk.toString());

    // then
    assertThatThrownBy(() -> write("after"))
        .isInstanceOfSatisfying(
            NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.NODE_UNSUITABLE))
        .hasMessageContaining("Read-only file system");
    assertThat(file).hasContent("before");

    // and when it takes writes again
    run("mount", "-o", "remount,rw", disk.toString());
    assertThat(write("after")).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("after");
  }

  private WriteResult write(String content) {
    return session.write(
        new FileWrite(path, Secret.of(content), ROOT, ROOT, 0644), session.stat(path), fence());
  }

  private static Fence fence() {
    return Fences.of(new IntegrationName("bad-disk"), 1, Duration.ofSeconds(5));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(disk)) {
      return files.map(each -> each.getFileName().toString()).toList();
    }
  }

  private static void run(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", words)).isZero();
  }
}
