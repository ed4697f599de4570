package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.NodeAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers are believed: by an authority's signature, and not by SHA-1. */
class TrustIT {
  @TempDir Path server;
  private Path authority;

  @BeforeEach
  void authority() throws IOException, InterruptedException {
    authority = server.resolve("host-authority");
    OpenSshd.key(authority, "ed25519");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void believesAHostWithACertificateOfAKnownAuthority(String type)
      throws IOException, InterruptedException {
    OpenSshd.key(server.resolve("host"), type);
    certify("127.0.0.1", "-h");
    try (OpenSshd sshd = startWithCertificate();
        SshNodes nodes = new SshNodes(sshd.settings())) {
      trustAuthority(sshd, authority);
      assertThat(login(nodes, sshd.address("node-1"))).isEqualTo("in\n");
    }
  }

  @Test
  void believesNoAuthorityThatIsNotKnown() throws IOException, InterruptedException {
    OpenSshd.key(server.resolve("host"), "ed25519");
    OpenSshd.key(server.resolve("another-authority"), "ed25519");
    certify("127.0.0.1", "-h");
    try (OpenSshd sshd = startWithCertificate();
        SshNodes nodes = new SshNodes(sshd.settings())) {
      trustAuthority(sshd, server.resolve("another-authority"));
      refused(nodes, sshd, ErrorCode.HOST_KEY_MISMATCH);
    }
  }

  @Test
  void believesNoCertificateForAnotherHost() throws IOException, InterruptedException {
    OpenSshd.key(server.resolve("host"), "ed25519");
    certify("another.example.org", "-h");
    try (OpenSshd sshd = startWithCertificate();
        SshNodes nodes = new SshNodes(sshd.settings())) {
      trustAuthority(sshd, authority);
      assertThatThrownBy(() -> login(nodes, sshd.address("node-1")))
          .isInstanceOfSatisfying(
              NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.HOST_KEY_MISMATCH))
          .hasMessageContaining("principals");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"diffie-hellman-group-exchange-sha256", "ecdh-sha2-nistp256"})
  void checksTheCertificateWhateverTheKeyExchangeIs(String exchange)
      throws IOException, InterruptedException {
    OpenSshd.key(server.resolve("host"), "ed25519");
    certify("another.example.org", "-h");
    try (OpenSshd sshd =
            OpenSshd.startWith(
                server,
                "KexAlgorithms " + exchange,
                "HostCertificate " + server.resolve("host-cert.pub"));
        SshNodes nodes = new SshNodes(sshd.settings())) {
      trustAuthority(sshd, authority);
      refused(nodes, sshd, ErrorCode.HOST_KEY_MISMATCH);
      certify("127.0.0.1", "-h");
    }
    try (OpenSshd sshd =
            OpenSshd.startWith(
                server,
                "KexAlgorithms " + exchange,
                "HostCertificate " + server.resolve("host-cert.pub"));
        SshNodes nodes = new SshNodes(sshd.settings())) {
      trustAuthority(sshd, authority);
      assertThat(login(nodes, sshd.address("node-1"))).isEqualTo("in\n");
    }
  }

  @Test
  void believesNoRevokedKeyOrAuthority() throws IOException, InterruptedException {
    OpenSshd.key(server.resolve("host"), "ed25519");
    certify("127.0.0.1", "-h");
    try (OpenSshd sshd = startWithCertificate();
        SshNodes nodes = new SshNodes(sshd.settings())) {
      trustAuthority(sshd, authority);
      Files.writeString(
          sshd.knownHosts(),
          Files.readString(sshd.knownHosts())
              + "@revoked * "
              + Files.readString(server.resolve("host.pub")));
      refused(nodes, sshd, ErrorCode.HOST_KEY_MISMATCH);
      Files.writeString(
          sshd.knownHosts(),
          "@revoked * %s[127.0.0.1]:%d %s"
              .formatted(
                  Files.readString(server.resolve("host.pub")),
                  sshd.port(),
                  Files.readString(server.resolve("host.pub"))));
      refused(nodes, sshd, ErrorCode.HOST_KEY_MISMATCH);
    }
  }

  @Test
  void takesAPlainKnownKeyFromAServerThatHasACertificateToo()
      throws IOException, InterruptedException {
    OpenSshd.key(server.resolve("host"), "ed25519");
    certify("127.0.0.1", "-h");
    try (OpenSshd sshd = startWithCertificate();
        SshNodes nodes = new SshNodes(sshd.settings())) {
      assertThat(login(nodes, sshd.address("node-1"))).isEqualTo("in\n");
    }
  }

  @Test
  void believesAKeyThatAPersonDecidedToTrustForThatNodeAndWork()
      throws IOException, InterruptedException {
    OpenSshd.key(server.resolve("host"), "ed25519");
    try (OpenSshd sshd = OpenSshd.startWith(server);
        SshNodes nodes = new SshNodes(sshd.settings())) {
      String known = Files.readString(sshd.knownHosts());
      Files.writeString(sshd.knownHosts(), "");
      NodeAddress node = sshd.address("node-1");
      AtomicReference<String> shown = new AtomicReference<>();
      assertThatThrownBy(() -> login(nodes, node))
          .isInstanceOfSatisfying(
              UnknownHostKey.class, unknown -> shown.set(unknown.fingerprint()));
      String key = TrustedHostKeys.key(node.name(), shown.get());

      try (TrustedHostKeys trusted = TrustedHostKeys.begin(Map.of(key, TrustedHostKeys.TRUST))) {
        assertThat(login(nodes, node)).isEqualTo("in\n");
        assertThatThrownBy(() -> login(nodes, sshd.address("node-2")))
            .as("a decision is for one node")
            .isInstanceOf(UnknownHostKey.class);
      }
      assertThatThrownBy(() -> login(nodes, node))
          .as("nor by the connection that the other work still has")
          .isInstanceOf(UnknownHostKey.class);

      // and what the files say of a host goes first
      OpenSshd.key(server.resolve("another"), "ed25519");
      Files.writeString(
          sshd.knownHosts(),
          known.replaceAll(
              " ssh-ed25519 .*", " " + Files.readString(server.resolve("another.pub")).strip()));
      try (SshNodes others = new SshNodes(sshd.settings());
          TrustedHostKeys trusted = TrustedHostKeys.begin(Map.of(key, TrustedHostKeys.TRUST))) {
        refused(others, sshd, ErrorCode.HOST_KEY_MISMATCH);
      }
    }
  }

  @Test
  void usesSha1OnlyWhereTheDocumentAllowsIt() throws IOException, InterruptedException {
    OpenSshd.key(server.resolve("host"), "rsa");
    try (OpenSshd sshd = OpenSshd.startWith(server, "HostKeyAlgorithms ssh-rsa");
        SshNodes nodes = new SshNodes(sshd.settings())) {
      NodeAddress node = sshd.address("node-1");
      assertThatThrownBy(() -> login(nodes, node))
          .isInstanceOfSatisfying(
              NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.NODE_UNSUITABLE))
          .hasMessageContaining("allowSha1");
      NodeAddress old =
          new NodeAddress(
              node.name(), node.host(), node.port(), node.user(), node.credential(), null, true);
      assertThat(login(nodes, old)).isEqualTo("in\n");
    }
  }

  private OpenSshd startWithCertificate() throws IOException, InterruptedException {
    return OpenSshd.startWith(server, "HostCertificate " + server.resolve("host-cert.pub"));
  }

  private static void trustAuthority(OpenSshd sshd, Path key) throws IOException {
    Files.writeString(
        sshd.knownHosts(),
        "@cert-authority [127.0.0.1]:%d %s"
            .formatted(sshd.port(), Files.readString(Path.of(key + ".pub"))));
  }

  private static void refused(SshNodes nodes, OpenSshd sshd, ErrorCode code) {
    assertThatThrownBy(() -> login(nodes, sshd.address("node-1")))
        .isInstanceOfSatisfying(NodeFailure.class, no -> assertThat(no.code()).isEqualTo(code));
  }

  private static String login(SshNodes nodes, NodeAddress address) {
    return nodes.session(address).inspect(Script.of("look", "echo in")).text();
  }

  private void certify(String principal, String kind) throws IOException, InterruptedException {
    OpenSshd.run(
        "ssh-keygen",
        "-q",
        "-s",
        authority.toString(),
        kind,
        "-I",
        "test",
        "-n",
        principal,
        "-V",
        "-5m:+1h",
        server.resolve("host.pub").toString());
  }
}
