package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.NodeAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How connections to a real server are made and refused. */
class ConnectingIT {
  @TempDir static Path server;
  @TempDir static Path other;
  private static OpenSshd sshd;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    sshd = OpenSshd.start(server);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    sshd.close();
  }

  @Test
  @Tag("fault")
  void refusesAnUnknownHostAndShowsItsFingerprint() throws IOException {
    Path empty = Files.createDirectories(other.resolve("empty"));
    NodeAccessSettings settings = NodeAccessSettings.of(server.resolve("credentials"), empty);
    assertThat(failure(settings, sshd.address("n1")))
        .hasMessageContaining(fingerprint())
        .extracting(NodeFailure::code)
        .isEqualTo(ErrorCode.HOST_KEY_UNKNOWN);
  }

  @Test
  @Tag("fault")
  void refusesAChangedHostKey() throws IOException, InterruptedException {
    // given
    OpenSshd.key(other.resolve("impostor"), "ed25519");
    Path file = other.resolve("changed");
    Files.writeString(
        file, "[127.0.0.1]:" + sshd.port() + " " + Files.readString(other.resolve("impostor.pub")));

    // when
    NodeFailure failure =
        failure(NodeAccessSettings.of(server.resolve("credentials"), file), sshd.address("n1"));

    // then
    assertThat(failure.code()).isEqualTo(ErrorCode.HOST_KEY_MISMATCH);
    assertThat(failure).hasMessageContaining(fingerprint());
  }

  @Test
  void knowsHashedHostsInADirectoryOfFiles() throws IOException, InterruptedException {
    // given
    Path hosts = Files.createDirectories(other.resolve("hosts.d"));
    Path hashed = hosts.resolve("lab");
    Files.copy(sshd.knownHosts(), hashed);
    OpenSshd.run("ssh-keygen", "-q", "-H", "-f", hashed.toString());
    Files.delete(hosts.resolve("lab.old"));
    Files.writeString(hosts.resolve("another"), "# nothing\n");
    assertThat(hashed).content().startsWith("|1|");

    // when / then
    try (SshNodes nodes =
        new SshNodes(NodeAccessSettings.of(server.resolve("credentials"), hosts))) {
      assertThat(answer(nodes, sshd.address("n1"))).isEqualTo("here");
    }
  }

  @Test
  void tellsThatTheKeyIsRefusedMissingOrNoKey() throws IOException {
    Path garbage = Files.writeString(server.resolve("credentials/garbage"), "not a key");
    Files.setPosixFilePermissions(garbage, PosixFilePermissions.fromString("rw-------"));
    assertThat(failure(sshd.settings(), sshd.address("n1", "stranger", null)).code())
        .isEqualTo(ErrorCode.AUTHENTICATION_REFUSED);
    assertThat(failure(sshd.settings(), sshd.address("n1", "absent", null)))
        .hasMessageContaining("\"absent\"")
        .extracting(NodeFailure::code)
        .isEqualTo(ErrorCode.CREDENTIAL_MISSING);
    assertThat(failure(sshd.settings(), sshd.address("n1", "garbage", null)).code())
        .isEqualTo(ErrorCode.CREDENTIAL_MISSING);
  }

  @Test
  @Tag("fault")
  void tellsThatNobodyListensOrAnswers() throws IOException {
    NodeAccessSettings hasty =
        sshd.settings().withTimes(Duration.ofMillis(700), Duration.ofMinutes(1));
    assertThat(failure(hasty, at(OpenSshd.freePort())).code())
        .isEqualTo(ErrorCode.NODE_UNREACHABLE);
    try (ServerSocket mute = new ServerSocket(0)) {
      assertThat(failure(hasty, at(mute.getLocalPort())))
          .hasMessageContaining("n1 (127.0.0.1 port")
          .extracting(NodeFailure::code)
          .isEqualTo(ErrorCode.NODE_UNREACHABLE);
    }
  }

  @Test
  void logsInWithOtherTypesOfKeys() throws IOException, InterruptedException {
    for (String type : new String[] {"rsa", "ecdsa"}) {
      OpenSshd.key(server.resolve("credentials/" + type), type);
      Files.writeString(
          server.resolve("credentials/root.pub"),
          Files.readString(server.resolve("credentials/" + type + ".pub")),
          java.nio.file.StandardOpenOption.APPEND);
      try (SshNodes nodes = new SshNodes(sshd.settings())) {
        assertThat(answer(nodes, sshd.address("n1", type, null))).isEqualTo("here");
      }
    }
  }

  @Test
  void goesThroughAJumpHost() throws IOException, InterruptedException {
    try (SshNodes nodes = new SshNodes(sshd.settings())) {
      NodeAddress jump = sshd.address("jump");
      assertThat(answer(nodes, sshd.address("n1", "root", jump))).isEqualTo("here");
    }
  }

  @Test
  void tunnelsToThePortsOfANode() throws IOException, InterruptedException {
    try (SshNodes nodes = new SshNodes(sshd.settings());
        ServerSocket service = new ServerSocket(0)) {
      Thread.ofVirtual().start(() -> echo(service));
      int local;
      try (Tunnel tunnel =
          nodes.session(sshd.address("n1")).tunnel("127.0.0.1", service.getLocalPort())) {
        local = tunnel.localPort();
        for (int round = 0; round < 3; round++) {
          try (Socket socket = new Socket("127.0.0.1", local)) {
            socket.getOutputStream().write("ping".repeat(100_000).getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).hasSize(400_000);
          }
        }
      }
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> new Socket("127.0.0.1", local).close())
                      .isInstanceOf(IOException.class));
    }
  }

  private static void echo(ServerSocket service) {
    while (!service.isClosed()) {
      try (Socket socket = service.accept()) {
        byte[] all = socket.getInputStream().readAllBytes();
        socket.getOutputStream().write(all);
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static NodeAddress at(int port) {
    NodeAddress address = sshd.address("n1");
    return new NodeAddress(
        address.name(), address.host(), port, address.user(), address.credential(), null);
  }

  private static String answer(SshNodes nodes, NodeAddress address) {
    return nodes.session(address).inspect(Script.of("hello", "printf here")).text();
  }

  private static NodeFailure failure(NodeAccessSettings settings, NodeAddress address) {
    try (SshNodes nodes = new SshNodes(settings)) {
      answer(nodes, address);
      throw new AssertionError("it should have failed");
    } catch (NodeFailure failure) {
      return failure;
    }
  }

  private static String fingerprint() throws IOException {
    Process process =
        new ProcessBuilder("ssh-keygen", "-l", "-f", server.resolve("host.pub").toString()).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .split(" ")[1];
  }
}
