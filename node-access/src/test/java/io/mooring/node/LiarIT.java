package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that lie, hang, make noise, or go. */
class LiarIT {
  private static final Fence FENCE =
      Fences.of(new IntegrationName("liar"), 1, Duration.ofSeconds(2));
  @TempDir Path directory;
  private ScriptedSshd sshd;
  private SshNodes nodes;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    Files.createDirectories(directory.resolve("credentials"));
    OpenSshd.key(directory.resolve("credentials/key"), "ed25519");
    sshd = ScriptedSshd.start(directory.resolve("known_hosts"));
    nodes =
        new SshNodes(
            NodeAccessSettings.of(
                    directory.resolve("credentials"), directory.resolve("known_hosts"))
                .withStateDirectory(directory + "/state"));
  }

  @AfterEach
  void stop() throws IOException {
    nodes.close();
    sshd.close();
  }

  @Test
  @Tag("fault")
  void missingExitStatusIsUnknown() {
    sshd.answer((line, reply) -> reply.closeWithoutStatus());
    assertThatThrownBy(() -> session("root").change(Script.of("work", ":"), FENCE))
        .isInstanceOf(OutcomeUnknown.class);
    assertThatThrownBy(() -> session("root").inspect(Script.of("look", ":")))
        .isInstanceOf(NodeFailure.class);
  }

  @Test
  void anEndWithoutOurFrameIsNoSuccess() {
    sshd.answer((line, reply) -> reply.end(0));
    assertThatThrownBy(() -> session("root").change(Script.of("work", ":"), FENCE))
        .isInstanceOfSatisfying(
            NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.NODE_UNSUITABLE));
  }

  @Test
  @Tag("fault")
  void silenceIsUnknownAfterTheTimeLimit() {
    sshd.answer((line, reply) -> {});
    Script script = Script.of("work", ":").within(Duration.ofMillis(100));
    long start = System.nanoTime();
    assertThatThrownBy(() -> session("root").change(script, FENCE))
        .isInstanceOf(OutcomeUnknown.class)
        .hasMessageContaining("No answer from liar");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  @Tag("fault")
  void aCutConnectionIsUnknown() {
    sshd.answer((line, reply) -> reply.cut());
    assertThatThrownBy(() -> session("root").change(Script.of("work", ":"), FENCE))
        .isInstanceOf(OutcomeUnknown.class)
        .hasMessageContaining("liar");
    assertThatThrownBy(() -> session("root").inspect(Script.of("look", ":")))
        .isInstanceOfSatisfying(
            NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.NODE_UNREACHABLE));
  }

  @Test
  @Tag("fault")
  void noiseOfALoginShellIsNoResult() {
    sshd.answer(
        (line, reply) -> {
          reply.output("Welcome!\nno newline at the end");
          reply.errors("stty: not a terminal");
          reply.runForReal(line);
        });
    ScriptResult result =
        session("root").change(Script.of("work", "echo result; echo problem >&2"), FENCE);
    assertThat(result.text()).isEqualTo("result\n");
    assertThat(result.errorText()).isEqualTo("problem");
  }

  @Test
  void goesThroughSudoForOtherAccounts() {
    sshd.answer(
        (line, reply) -> {
          assertThat(line).startsWith("exec 'sudo' '-n' ");
          reply.runForReal(line.replace("exec 'sudo' '-n' ", "exec "));
        });
    assertThat(session("ops").inspect(Script.of("look", "echo root")).text()).isEqualTo("root\n");
  }

  @Test
  @Tag("fault")
  void tellsThatSudoRefuses() {
    sshd.answer(
        (line, reply) -> {
          reply.errors("sudo: a password is required\n");
          reply.end(1);
        });
    assertThatThrownBy(() -> session("ops").change(Script.of("work", ":"), FENCE))
        .isInstanceOfSatisfying(
            NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.SUDO_REFUSED))
        .hasMessageContaining("a password is required");
  }

  @Test
  @Tag("fault")
  void aConnectionThatBreaksWithinTheContentLeavesTheFileAlone() throws IOException {
    Path file = directory.resolve("test.conf");
    Files.writeString(file, "before");
    sshd.answer((line, reply) -> reply.runWithHalfTheInput(line, 3));
    NodeSession session = session("root");
    FilePath path = new FilePath(file.toString());
    AccountName root = new AccountName("root");
    FileState before =
        new FileState.Present(
            path, Secret.of("before").sha256(), root, root, 0644, 6, java.time.Instant.EPOCH, null);
    assertThatThrownBy(
            () ->
                session.write(
                    new FileWrite(path, Secret.of("the new content"), root, root, 0644),
                    before,
                    FENCE))
        .isInstanceOf(NodeFailure.class)
        .hasMessageContaining("ended within the content");
    assertThat(file).hasContent("before");
  }

  @Test
  @Tag("fault")
  void aWriteWhoseAnswerIsLostIsUnknownAndSeenAtTheNextLook() throws IOException {
    // given
    Path file = directory.resolve("answer.conf");
    FilePath path = new FilePath(file.toString());
    AccountName root = new AccountName("root");
    sshd.answer((line, reply) -> reply.runForReal(line));
    NodeSession session = session("root");
    FileState before = session.stat(path);
    sshd.answer((line, reply) -> reply.runAndCut(line));

    // when
    assertThatThrownBy(
            () ->
                session.write(
                    new FileWrite(path, Secret.of("new"), root, root, 0644), before, FENCE))
        .isInstanceOf(OutcomeUnknown.class);

    // then
    sshd.answer((line, reply) -> reply.runForReal(line));
    FileState.Present found = (FileState.Present) session.stat(path);
    assertThat(found.sha256()).isEqualTo(Secret.of("new").sha256());
  }

  @Test
  void aGreetingWithoutAnEndIsCutOff() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      AtomicLong sent = new AtomicLong();
      Thread.ofVirtual().start(() -> greetForEver(listener, sent));
      NodeAddress endless =
          new NodeAddress(
              new NodeName("endless"),
              "127.0.0.1",
              listener.getLocalPort(),
              new AccountName("root"),
              new CredentialName("key"),
              null);
      assertThatThrownBy(() -> nodes.session(endless).inspect(Script.of("look", ":")))
          .isInstanceOfSatisfying(
              NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.NODE_UNREACHABLE))
          .hasMessageContaining("before a login");
      assertThat(sent.get()).isLessThan(32 << 20);
    }
  }

  private static void greetForEver(ServerSocket listener, AtomicLong sent) {
    byte[] lines = "Welcome to a server that talks and talks\r\n".repeat(200).getBytes();
    try (Socket client = listener.accept()) {
      while (true) {
        client.getOutputStream().write(lines);
        sent.addAndGet(lines.length);
      }
    } catch (IOException cutOff) {
      // So it should be.
    }
  }

  private NodeSession session(String user) {
    return nodes.session(
        new NodeAddress(
            new NodeName("liar"),
            "127.0.0.1",
            sshd.port(),
            new AccountName(user),
            new CredentialName("key"),
            null));
  }
}
