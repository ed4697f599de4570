package io.mooring.openstack;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.node.NodeAccessSettings;
import io.mooring.node.SshNodes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A real sshd of this machine that forwards no connections. Needs openssh-server. */
public final class HardenedSshd implements AutoCloseable {
  private final Path directory;
  private final int port;
  private final Process process;

  private HardenedSshd(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param directory an empty one, for its keys
   */
  public static HardenedSshd start(Path directory) throws IOException, InterruptedException {
    int port = freePort();
    Files.createDirectories(Path.of("/run/sshd"));
    key(directory.resolve("host"));
    key(Files.createDirectories(directory.resolve("credentials")).resolve("root"));
    Files.writeString(
        directory.resolve("known_hosts"),
        "[127.0.0.1]:%d %s".formatted(port, Files.readString(directory.resolve("host.pub"))));
    Path config =
        Files.writeString(
            directory.resolve("config"),
            """
            AllowTcpForwarding no
            Port %d
            ListenAddress 127.0.0.1
            HostKey %s
            AuthorizedKeysFile %s
            PasswordAuthentication no
            StrictModes no
            UsePAM no
            UseDNS no
            PidFile none
            # Keeps bash from reading the start-up files of whoever runs the tests.
            SetEnv SHLVL=2
            """
                .formatted(
                    port, directory.resolve("host"), directory.resolve("credentials/root.pub")));
    Process process =
        new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    HardenedSshd sshd = new HardenedSshd(directory, port, process);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(sshd::answers);
    return sshd;
  }

  /** The way to it. */
  public SshNodes nodes() {
    return new SshNodes(
        NodeAccessSettings.of(directory.resolve("credentials"), directory.resolve("known_hosts"))
            .withStateDirectory(directory + "/state"));
  }

  public NodeAddress address() {
    return new NodeAddress(
        new NodeName("hardened"),
        "127.0.0.1",
        port,
        new AccountName("root"),
        new CredentialName("root"),
        null);
  }

  /** What it has written down. */
  public String log() throws IOException {
    return Files.readString(directory.resolve("log"));
  }

  @Override
  public void close() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroy();
    process.waitFor();
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read() == 'S';
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void key(Path file) throws IOException, InterruptedException {
    Process keygen =
        new ProcessBuilder(
                "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", file.toString())
            .inheritIO()
            .start();
    if (keygen.waitFor() != 0) {
      throw new IOException("ssh-keygen made no key");
    }
  }
}
