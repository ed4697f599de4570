package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.IntegrationName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may happen to a file, and to what is about to take its place, while it is replaced. */
class ReplacingIT {
  private static final AccountName ROOT = new AccountName("root");
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
  void firstContent() throws IOException {
    Files.createDirectories(directory.resolve("etc"));
    file = directory.resolve("etc/test.conf");
    path = new FilePath(file.toString());
    Files.writeString(file, "first");
  }

  @Test
  @Tag("fault")
  void losesNoEditThatComesAfterTheFirstComparison() throws IOException, InterruptedException {
    // given
    Process writing = startWriting("second");
    folder();

    // when
    Files.writeString(file, "edited meanwhile");
    String answer = finishWriting(writing, "second");

    // then
    assertThat(answer).startsWith("conflict\nfile " + Secret.of("edited meanwhile").sha256());
    assertThat(file).hasContent("edited meanwhile");
    try (Stream<Path> siblings = Files.list(file.getParent())) {
      assertThat(siblings).containsExactly(file);
    }
  }

  @Test
  void staysInsideItsOwnFolderWhenSomebodySwapsThat() throws IOException, InterruptedException {
    // given
    Path victims = Files.createDirectories(directory.resolve("victims"));
    Files.writeString(victims.resolve("new"), "belongs to root");
    Process writing = startWriting("second");
    Path folder = folder();
    assertThat(Files.getPosixFilePermissions(folder)).hasSize(3);

    // when
    Files.move(folder, file.resolveSibling("moved"));
    Files.createSymbolicLink(folder, victims);
    String answer = finishWriting(writing, "second");

    // then
    assertThat(answer).isEqualTo("written\n");
    assertThat(file).hasContent("second");
    assertThat(victims.resolve("new")).hasContent("belongs to root");
    assertThat(Files.getOwner(victims.resolve("new")).getName()).isEqualTo("root");
  }

  @Test
  void keepsExtendedAttributes() throws IOException {
    // given
    UserDefinedFileAttributeView view = attributes();
    assumeThat(Files.getFileStore(file).supportsFileAttributeView(view.name())).isTrue();
    view.write("origin", ByteBuffer.wrap("puppet".getBytes(StandardCharsets.UTF_8)));

    // when
    write("second");
    List<String> written = attributes().list();
    session.restore(path, fence());

    // then
    assertThat(file).hasContent("first");
    assertThat(written).containsExactly("origin");
    assertThat(attributes().list()).containsExactly("origin");
  }

  @Test
  void keepsAccessControlLists() throws IOException, InterruptedException {
    // given
    assumeThat(Path.of("/usr/bin/setfacl")).as("the package acl").isExecutable();
    OpenSshd.run("setfacl", "-m", "u:daemon:r", file.toString());

    // when
    write("second");

    // then
    Process list = new ProcessBuilder("getfacl", "-cp", file.toString()).start();
    assertThat(new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("user:daemon:r--");
    assertThat(file).hasContent("second");
  }

  @Test
  void writesAFileWithHardLinksNeitherNorRestoresIt() throws IOException {
    // given
    write("second");
    Files.createLink(directory.resolve("other-name"), file);

    // then
    assertThatThrownBy(() -> write("third"))
        .isInstanceOfSatisfying(
            NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.FILE_LINKED))
        .hasMessageContaining("2 names");
    assertThatThrownBy(() -> session.restore(path, fence()))
        .isInstanceOfSatisfying(
            NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.FILE_LINKED));
    assertThat(file).hasContent("second");
  }

  private UserDefinedFileAttributeView attributes() {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
  }

  private void write(String content) {
    FileWrite write = new FileWrite(path, Secret.of(content), ROOT, ROOT, 0644);
    session.write(write, session.stat(path), fence());
  }

  private static Fence fence() {
    return Fences.of(new IntegrationName("attributes"), 1, Duration.ofSeconds(5));
  }

  /** Starts the very script that nodes run; it waits for the content when its folder is there. */
  private Process startWriting(String content) throws IOException {
    Path state = Files.createDirectories(directory.resolve("state"));
    List<String> command = new ArrayList<>(List.of("sh", "-c", ShellText.WRITE, "write"));
    command.addAll(List.of(state.toString(), "1", Fences.SAGA.toString(), "step@node"));
    command.addAll(List.of(file.toString(), "root", "root", "0644"));
    command.addAll(List.of(Secret.of("first").sha256(), Integer.toString(content.length())));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private Path folder() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(this::findFolder, Optional::isPresent)
        .orElseThrow();
  }

  private Optional<Path> findFolder() throws IOException {
    try (Stream<Path> siblings = Files.list(file.getParent())) {
      return siblings
          .filter(each -> each.getFileName().toString().startsWith(".mooring."))
          .filter(each -> Files.exists(each.resolve("new")))
          .findFirst();
    }
  }

  private static String finishWriting(Process writing, String content)
      throws IOException, InterruptedException {
    try (OutputStream input = writing.getOutputStream()) {
      input.write(content.getBytes(StandardCharsets.UTF_8));
    }
    String answer = new String(writing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    writing.waitFor();
    return answer;
  }
}
