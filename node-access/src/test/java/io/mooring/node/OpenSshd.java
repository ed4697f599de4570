package io.mooring.node;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A real OpenSSH server on the loopback with keys of its own, for root. Needs openssh-server. */
final class OpenSshd implements AutoCloseable {
  private static final Path SSHD = Path.of("/usr/sbin/sshd");
  private final Path directory;
  private final int port;
  private final Process process;

  private OpenSshd(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  static OpenSshd start(Path directory) throws IOException, InterruptedException {
    return start(directory, freePort());
  }

  /** With these lines before all others in its configuration: the first one of a name counts. */
  static OpenSshd startWith(Path directory, String... lines)
      throws IOException, InterruptedException {
    return start(directory, freePort(), lines);
  }

  static OpenSshd start(Path directory, int port, String... lines)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(SSHD)) {
      throw new IllegalStateException("these tests need " + SSHD + ": install openssh-server");
    }
    Files.createDirectories(Path.of("/run/sshd"));
    Files.createDirectories(directory.resolve("credentials"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    key(directory.resolve("host"), "ed25519");
    key(directory.resolve("credentials/root"), "ed25519");
    key(directory.resolve("credentials/stranger"), "ed25519");
    Files.writeString(
        directory.resolve("known_hosts"),
        "[127.0.0.1]:%d %s".formatted(port, Files.readString(directory.resolve("host.pub"))));
    Files.writeString(
        directory.resolve("config"),
        String.join("\n", lines)
            + """

            Port %d
            ListenAddress 127.0.0.1
            HostKey %s
            AuthorizedKeysFile %s
            PermitRootLogin prohibit-password
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            StrictModes no
            UsePAM no
            UseDNS no
            MaxSessions 10
            PidFile none
            # Keeps bash from reading the start-up files of whoever runs the tests.
            SetEnv SHLVL=2
            """
                .formatted(
                    port, directory.resolve("host"), directory.resolve("credentials/root.pub")));
    Process process =
        new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", directory + "/config")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    OpenSshd sshd = new OpenSshd(directory, port, process);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> answers(port));
    return sshd;
  }

  NodeAddress address(String name) {
    return address(name, "root", null);
  }

  NodeAddress address(String name, String credential, NodeAddress via) {
    return new NodeAddress(
        new NodeName(name),
        "127.0.0.1",
        port,
        new AccountName("root"),
        new CredentialName(credential),
        via);
  }

  NodeAccessSettings settings() {
    return NodeAccessSettings.of(directory.resolve("credentials"), knownHosts())
        .withStateDirectory(directory + "/state");
  }

  Path knownHosts() {
    return directory.resolve("known_hosts");
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroy();
    process.waitFor();
  }

  /** Cuts every connection and lets the server go on. */
  void cutConnections() {
    process.children().forEach(ProcessHandle::destroyForcibly);
  }

  static void key(Path file, String type) throws IOException, InterruptedException {
    if (!Files.exists(file)) {
      run("ssh-keygen", "-q", "-t", type, "-N", "", "-C", "test", "-f", file.toString());
    }
  }

  static void run(String... command) throws IOException, InterruptedException {
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("failed: " + String.join(" ", command));
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read() == 'S';
    } catch (IOException notYet) {
      return false;
    }
  }
}
