package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.contracts.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to log in that an operator's keys may need. */
class CredentialsIT {
  @TempDir static Path server;
  private static Path credentials;
  private static Path authority;
  private static Path socket;
  private static Process agent;
  private static OpenSshd sshd;
  private static SshNodes nodes;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    credentials = Files.createDirectories(server.resolve("credentials"));
    authority = server.resolve("user-authority");
    OpenSshd.key(authority, "ed25519");
    sshd =
        OpenSshd.startWith(
            server,
            "TrustedUserCAKeys " + authority + ".pub",
            "AuthorizedKeysFile " + server.resolve("authorized_keys"));
    socket = server.resolve("agent");
    agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
    org.awaitility.Awaitility.await().until(() -> Files.exists(socket));
    nodes = new SshNodes(sshd.settings().withAgent(socket));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    nodes.close();
    sshd.close();
    agent.destroy();
    agent.waitFor();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void opensAKeyWithThePassphraseBesideIt(String type) throws IOException, InterruptedException {
    // given
    String name = "locked-" + type;
    keyWithPassphrase(name, type);
    allow(name);
    Path passphrase = credentials.resolve(name + ".passphrase");
    Files.writeString(passphrase, "open sesame\n");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));

    // then
    assertThat(login(nodes, name)).isEqualTo("in\n");
    Files.writeString(passphrase, "wrong\n");
    try (SshNodes fresh = new SshNodes(sshd.settings())) {
      assertThatThrownBy(() -> login(fresh, name))
          .isInstanceOfSatisfying(
              NodeFailure.class,
              no -> assertThat(no.code()).isEqualTo(ErrorCode.CREDENTIAL_MISSING))
          .hasMessageContaining(name + ".passphrase");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void letsTheAgentSign(String type) throws IOException, InterruptedException {
    // given
    String name = "agent-" + type;
    key(name, type);
    allow(name);
    addToAgent(name);

    // then
    assertThat(login(nodes, name)).isEqualTo("in\n");
  }

  @Test
  void saysThatAKeyWithoutItsPassphraseNeedsOneOrAnAgent()
      throws IOException, InterruptedException {
    keyWithPassphrase("forgotten", "ed25519");
    NodeAccessSettings settings = sshd.settings();
    NodeAccessSettings withoutAgent =
        new NodeAccessSettings(
            settings.credentials(),
            settings.knownHosts(),
            settings.stateDirectory(),
            settings.connectTimeout(),
            settings.keepAlive(),
            settings.idle(),
            settings.maximumConnections(),
            settings.maximumConnecting(),
            settings.maximumChannels(),
            settings.outputLimit(),
            settings.fileLimit(),
            java.util.Optional.empty());
    try (SshNodes alone = new SshNodes(withoutAgent)) {
      assertThatThrownBy(() -> login(alone, "forgotten"))
          .isInstanceOfSatisfying(
              NodeFailure.class,
              no -> assertThat(no.code()).isEqualTo(ErrorCode.CREDENTIAL_MISSING))
          .hasMessageContaining("forgotten.passphrase")
          .hasMessageContaining("SSH agent");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void showsTheCertificateOfAUser(String type) throws IOException, InterruptedException {
    // given
    String name = "certified-" + type;
    key(name, type);
    assertThatThrownBy(() -> login(nodes, name))
        .isInstanceOfSatisfying(
            NodeFailure.class,
            no -> assertThat(no.code()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED));
    certify(name);

    // then
    assertThat(login(nodes, name)).isEqualTo("in\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa"})
  void showsACertificateOfAKeyThatTheAgentHolds(String type)
      throws IOException, InterruptedException {
    // given
    String name = "certified-agent-" + type;
    key(name, type);
    certify(name);
    addToAgent(name);

    // then
    assertThat(login(nodes, name)).isEqualTo("in\n");
  }

  @Test
  void refusesAKeyThatOthersMayRead() throws IOException, InterruptedException {
    // given
    key("open", "ed25519");
    allow("open");
    Path file = credentials.resolve("open");

    for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      assertThatThrownBy(() -> login(nodes, "open"))
          .isInstanceOfSatisfying(
              NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.CREDENTIAL_UNSAFE))
          .hasMessageContaining(file.toString());
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThat(login(nodes, "open")).isEqualTo("in\n");
  }

  private static String login(SshNodes nodes, String credential) {
    return nodes
        .session(sshd.address("node-1", credential, null))
        .inspect(Script.of("look", "echo in"))
        .text();
  }

  private static void key(String name, String type) throws IOException, InterruptedException {
    OpenSshd.key(credentials.resolve(name), type);
  }

  private static void keyWithPassphrase(String name, String type)
      throws IOException, InterruptedException {
    OpenSshd.run(
        "ssh-keygen", "-q", "-t", type, "-N", "open sesame", "-f", credentials + "/" + name);
  }

  private static void allow(String name) throws IOException {
    Files.writeString(
        server.resolve("authorized_keys"),
        Files.readString(credentials.resolve(name + ".pub")),
        java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.APPEND);
  }

  /** Leaves the private key with the agent only. */
  private static void addToAgent(String name) throws IOException, InterruptedException {
    OpenSshd.run(
        "env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-q", credentials.resolve(name).toString());
    Files.delete(credentials.resolve(name));
  }

  private static void certify(String name) throws IOException, InterruptedException {
    OpenSshd.run(
        "ssh-keygen",
        "-q",
        "-s",
        authority.toString(),
        "-I",
        "test",
        "-n",
        "root",
        "-V",
        "-5m:+1h",
        credentials + "/" + name + ".pub");
  }
}
