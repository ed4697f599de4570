package io.mooring.node;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.NodeAddress;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;

/** Makes connections that are logged in, or says in an operator's words why it can't. */
final class SshConnector {
  private final NodeAccessSettings settings;
  private final Config config = SshAlgorithms.config();

  SshConnector(NodeAccessSettings settings) {
    this.settings = settings;
  }

  /**
   * Connects and logs in.
   *
   * @param jump the connection to go through, or null for a direct one
   * @throws NodeFailure when there is no connection; nothing was done on the node then
   */
  SSHClient connect(NodeAddress address, SSHClient jump) {
    Path key = settings.credentials().resolve(address.credential().value());
    if (!Files.isReadable(key)) {
      throw new NodeFailure(
          ErrorCode.CREDENTIAL_MISSING,
          "There is no readable private key \"%s\" in the credentials directory %s, which %s needs."
              .formatted(address.credential(), settings.credentials(), address.name()));
    }
    StrictHostKeys hostKeys = new StrictHostKeys(knownHosts());
    SSHClient client = new SSHClient(config);
    client.setSocketFactory(new NoDelaySockets());
    client.addHostKeyVerifier(hostKeys);
    int limit = (int) settings.connectTimeout().toMillis();
    client.setConnectTimeout(limit);
    client.setTimeout(limit);
    client.getTransport().setTimeoutMs(limit);
    client.getConnection().setTimeoutMs(limit);
    CompletableFuture<Void> login = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("connect-" + address.name())
        .start(
            () -> {
              try {
                login(client, address, jump, key);
                login.complete(null);
              } catch (IOException | RuntimeException failed) {
                login.completeExceptionally(failed);
              }
            });
    try {
      // A server that accepts and then says nothing must not hold us for longer than this.
      login.get(2L * limit, TimeUnit.MILLISECONDS);
      return client;
    } catch (ExecutionException failed) {
      Closing.quietly(client);
      throw explain(address, hostKeys, failed.getCause());
    } catch (TimeoutException late) {
      Closing.quietly(client);
      throw unreachable(address, "it accepted the connection and then did not answer");
    } catch (InterruptedException stopped) {
      Closing.quietly(client);
      Thread.currentThread().interrupt();
      throw unreachable(address, "we are being stopped");
    }
  }

  private void login(SSHClient client, NodeAddress address, SSHClient jump, Path key)
      throws IOException {
    if (jump == null) {
      client.connect(address.host(), address.port());
    } else {
      client.connectVia(jump.newDirectConnection(address.host(), address.port()));
    }
    KeyProvider keys;
    try {
      keys = client.loadKeys(key.toString());
      keys.getPrivate();
    } catch (IOException unreadable) {
      throw new NodeFailure(
          ErrorCode.CREDENTIAL_MISSING,
          "The file %s, which %s needs, is not a private key that can be used without a passphrase."
              .formatted(key, address.name()));
    }
    client.authPublickey(address.user().value(), keys);
    if (client.getSocket() != null) {
      client.getSocket().setSoTimeout(0);
    }
    if (client.getConnection().getKeepAlive() instanceof KeepAliveRunner keepAlive) {
      keepAlive.setMaxAliveCount(3);
      keepAlive.setKeepAliveInterval((int) Math.max(1, settings.keepAlive().toSeconds()));
    }
  }

  private KnownHosts knownHosts() {
    try {
      return KnownHosts.load(settings.knownHosts());
    } catch (IOException unreadable) {
      throw new NodeFailure(
          ErrorCode.HOST_KEY_UNKNOWN,
          "The known host keys cannot be read from " + settings.knownHosts() + ".");
    }
  }

  private NodeFailure explain(NodeAddress address, StrictHostKeys hostKeys, Throwable cause) {
    if (cause instanceof NodeFailure failure) {
      return failure;
    }
    if (hostKeys.verdict() == KnownHosts.Verdict.UNKNOWN) {
      return new NodeFailure(
          ErrorCode.HOST_KEY_UNKNOWN,
          "%s shows the host key %s, which is not in %s."
              .formatted(where(address), hostKeys.fingerprint(), settings.knownHosts()));
    }
    if (hostKeys.verdict() == KnownHosts.Verdict.MISMATCH) {
      return new NodeFailure(
          ErrorCode.HOST_KEY_MISMATCH,
          "%s shows the host key %s, and %s has another one for it."
              .formatted(where(address), hostKeys.fingerprint(), settings.knownHosts()));
    }
    if (cause instanceof UserAuthException) {
      return new NodeFailure(
          ErrorCode.AUTHENTICATION_REFUSED,
          "%s does not let %s in with the credential \"%s\"."
              .formatted(where(address), address.user(), address.credential()));
    }
    if (rootOf(cause) instanceof UnknownHostException) {
      return unreachable(address, "the name \"%s\" is unknown".formatted(address.host()));
    }
    return unreachable(address, reason(cause));
  }

  /** The failure that no connection to a node could be made, or that it went. */
  static NodeFailure unreachable(NodeAddress address, String why) {
    return new NodeFailure(
        ErrorCode.NODE_UNREACHABLE, "%s cannot be reached: %s.".formatted(where(address), why));
  }

  /** A node as people see it: its name and where it is. */
  static String where(NodeAddress address) {
    String direct = "%s (%s port %d".formatted(address.name(), address.host(), address.port());
    return address.via() == null ? direct + ")" : direct + ", via " + address.via().name() + ")";
  }

  /** What an exception of the network says, without the name of its class. */
  static String reason(Throwable cause) {
    Throwable root = rootOf(cause);
    String message = root.getMessage();
    return message == null || message.isBlank()
        ? "the connection broke"
        : message.strip().replaceAll("\\.$", "");
  }

  private static Throwable rootOf(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
