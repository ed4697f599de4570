package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.IntegrationName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on a real node: read, compare and swap, back up, put back. */
class FilesIT {
  @TempDir static Path server;
  private static OpenSshd sshd;
  private static SshNodes nodes;
  private static NodeSession session;
  @TempDir Path directory;
  private FilePath path;
  private Path file;

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
  void name() {
    file = directory.resolve("etc/test.conf");
    path = new FilePath(file.toString());
  }

  @Test
  void readsWhatIsThere() throws IOException {
    // given
    byte[] content = new byte[300_000];
    new Random(7).nextBytes(content);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    // when
    FileState.Present read = (FileState.Present) session.read(path, 1_000_000);
    FileState.Present seen = (FileState.Present) session.stat(path);

    // then
    assertThat(read.content()).isEqualTo(content);
    assertThat(read.mode()).isEqualTo(0640);
    assertThat(read.owner()).isEqualTo(new AccountName("root"));
    assertThat(read.size()).isEqualTo(300_000);
    assertThat(read.modified()).isEqualTo(Files.getLastModifiedTime(file).toInstant());
    assertThat(seen.content()).isEmpty();
    assertThat(seen.sha256()).isEqualTo(read.sha256());
    assertThatThrownBy(() -> session.read(path, 299_999))
        .isInstanceOf(NodeFailure.class)
        .hasMessageContaining("larger than 299999");
  }

  @Test
  void tellsThatNothingOrADirectoryIsThere() throws IOException {
    assertThat(session.read(path, 100)).isEqualTo(new FileState.Absent(path));
    assertThat(session.stat(path)).isEqualTo(new FileState.Absent(path));
    Files.createDirectories(file);
    assertThatThrownBy(() -> session.stat(path))
        .isInstanceOf(NodeFailure.class)
        .hasMessageContaining("directory");
  }

  @Test
  void writesANewFileWithItsDirectory() throws IOException {
    // when
    WriteResult result =
        session.write(write("secret\n", "daemon", 0640), session.stat(path), fence("new", 1));

    // then
    assertThat(result).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("secret\n");
    FileState.Present now = (FileState.Present) session.stat(path);
    assertThat(now.mode()).isEqualTo(0640);
    assertThat(now.owner()).isEqualTo(new AccountName("daemon"));
    assertThat(now.group()).isEqualTo(new AccountName("daemon"));
    try (var siblings = Files.list(file.getParent())) {
      assertThat(siblings).containsExactly(file);
    }
  }

  @Test
  void writesNothingWhenTheFileIsAnother() throws IOException {
    // given
    Files.createDirectories(file.getParent());
    Files.writeString(file, "ours");
    FileState inspected = session.read(path, 100);
    Files.writeString(file, "somebody else's");

    // when
    WriteResult result = session.write(write("new", "root", 0644), inspected, fence("cas", 1));

    // then
    assertThat(result).isInstanceOf(WriteResult.Conflict.class);
    FileState.Present actual = (FileState.Present) ((WriteResult.Conflict) result).actual();
    assertThat(actual.sha256()).isEqualTo(Secret.of("somebody else's").sha256());
    assertThat(file).hasContent("somebody else's");
    assertThat(
            session.write(write("new", "root", 0644), new FileState.Absent(path), fence("cas", 1)))
        .isInstanceOf(WriteResult.Conflict.class);
  }

  @Test
  void keepsEveryFormerContentOnceAndPutsTheFirstBack() throws IOException {
    // given
    Files.createDirectories(file.getParent());
    Files.writeString(file, "first");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Fence fence = fence("backup", 1);

    // when
    session.write(write("second", "daemon", 0644), session.stat(path), fence);
    session.write(write("third", "daemon", 0644), session.stat(path), fence);

    // then
    Path backups = server.resolve("state/backup/backup");
    assertThat(backups.resolve(Secret.of("first").sha256())).hasContent("first");
    assertThat(backups.resolve(Secret.of("second").sha256())).hasContent("second");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backups)))
        .isEqualTo("rwx------");
    assertThat(session.restore(path, fence)).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("first");
    assertThat(session.restore(path, fence)).isEqualTo(new WriteResult.NothingToRestore());
    assertThat(file).hasContent("first");
  }

  @Test
  void restoresOwnerAndMode() throws IOException {
    // given
    Files.createDirectories(file.getParent());
    Files.writeString(file, "first");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    session.write(write("second", "daemon", 0644), session.stat(path), fence("meta", 1));

    // when
    session.restore(path, fence("meta", 2));

    // then
    FileState.Present now = (FileState.Present) session.read(path, 100);
    assertThat(now.content()).isEqualTo("first".getBytes(StandardCharsets.UTF_8));
    assertThat(now.mode()).isEqualTo(0600);
    assertThat(now.owner()).isEqualTo(new AccountName("root"));
  }

  @Test
  void writesAgainWhatWasRestoredAndCanRestoreThatToo() throws IOException {
    // given
    Files.createDirectories(file.getParent());
    Files.writeString(file, "first");
    Fence fence = fence("again", 1);
    session.write(write("second", "root", 0644), session.stat(path), fence);
    boolean beforehand = (session.authorship(path, fence) instanceof Authorship.Restored);
    session.restore(path, fence);

    // when
    boolean restored = (session.authorship(path, fence) instanceof Authorship.Restored);
    WriteResult again = session.writeAgain(path, fence);

    // then
    assertThat(beforehand).isFalse();
    assertThat(restored).isTrue();
    assertThat(again).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("second");
    assertThat((session.authorship(path, fence) instanceof Authorship.Restored)).isFalse();
    assertThat(session.writeAgain(path, fence)).isEqualTo(new WriteResult.NothingToRestore());
    assertThat(session.restore(path, fence)).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("first");
  }

  @Test
  void restoresThatThereWasNothing() {
    // given
    session.write(write("new", "root", 0644), session.stat(path), fence("gone", 1));

    // when
    WriteResult result = session.restore(path, fence("gone", 2));

    // then
    assertThat(result).isEqualTo(new WriteResult.Written());
    assertThat(file).doesNotExist();
    assertThat(session.restore(path, fence("gone", 2)))
        .isEqualTo(new WriteResult.NothingToRestore());
  }

  @Test
  void restoresNothingThatSomebodyElseChanged() throws IOException {
    // given
    assertThat(session.restore(path, fence("other", 1))).isEqualTo(new WriteResult.NotOurs());
    session.write(write("new", "root", 0644), session.stat(path), fence("other", 1));
    Files.writeString(file, "edited by hand");

    // when
    WriteResult result = session.restore(path, fence("other", 2));

    // then
    assertThat(result).isInstanceOf(WriteResult.Conflict.class);
    assertThat(file).hasContent("edited by hand");
  }

  @Test
  void keepsASymbolicLinkALink() throws IOException {
    // given
    Path real = directory.resolve("real.conf");
    Files.writeString(real, "first");
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, real);

    // when
    session.write(write("second", "root", 0644), session.stat(path), fence("link", 1));

    // then
    assertThat(Files.isSymbolicLink(file)).isTrue();
    assertThat(real).hasContent("second");
  }

  @Test
  void writesNothingForAnOlderCommand() {
    // given
    session.write(
        write("newer", "root", 0644), session.stat(path), fence("epochs", (7L << 32) + 5));

    // when / then
    assertThatThrownBy(
            () ->
                session.write(
                    write("older", "root", 0644),
                    session.stat(path),
                    fence("epochs", (7L << 32) + 4)))
        .isInstanceOfSatisfying(
            NodeFailure.class, stale -> assertThat(stale.code()).isEqualTo(ErrorCode.STALE_EPOCH));
    assertThat(file).hasContent("newer");
  }

  @Test
  void carriesAnyBytes() throws IOException {
    // given
    byte[] content = new byte[2_000_000];
    new Random(11).nextBytes(content);
    FileWrite write =
        new FileWrite(
            path, Secret.of(content), new AccountName("root"), new AccountName("root"), 0600);

    // when
    session.write(write, session.stat(path), fence("bytes", 1));

    // then
    assertThat(Files.readAllBytes(file)).isEqualTo(content);
  }

  @Test
  void tellsThatAnOwnerDoesNotExist() {
    assertThatThrownBy(
            () ->
                session.write(
                    write("x", "nobody-knows", 0644), session.stat(path), fence("owner", 1)))
        .isInstanceOfSatisfying(
            NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.COMMAND_FAILED))
        .hasMessageContaining("nobody-knows");
    assertThat(file).doesNotExist();
    assertThat(file.getParent()).isEmptyDirectory();
  }

  private FileWrite write(String content, String owner, int mode) {
    AccountName account = new AccountName(owner);
    return new FileWrite(path, Secret.of(content), account, account, mode);
  }

  private static Fence fence(String integration, long epoch) {
    return Fences.of(new IntegrationName(integration), epoch, Duration.ofSeconds(5));
  }
}
