package io.mooring.node;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.NodeAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.userauth.UserAuthException;

/** Makes connections that are logged in, or says in an operator's words why it can't. */
final class SshConnector {
  private static final String SHA1_ONLY = "and [ssh-rsa]";
  private static final String BAD_CERTIFICATE = "certificate check failed";
  private final NodeAccessSettings settings;
  private final Config config = SshAlgorithms.config(false);
  private final Config withSha1 = SshAlgorithms.config(true);

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
    Credential credential = new Credential(address, settings);
    credential.check();
    StrictHostKeys hostKeys = new StrictHostKeys(knownHosts(), TrustedHostKeys.of(address.name()));
    LoginLimit loginLimit = new LoginLimit();
    SSHClient client = new SSHClient(address.allowSha1() ? withSha1 : config);
    client.setSocketFactory(new NoDelaySockets(loginLimit));
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
                login(client, address, jump, credential, loginLimit);
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
      throw explain(address, hostKeys, loginLimit, failed.getCause());
    } catch (TimeoutException late) {
      Closing.quietly(client);
      throw unreachable(address, "it accepted the connection and then did not answer");
    } catch (InterruptedException stopped) {
      Closing.quietly(client);
      Thread.currentThread().interrupt();
      throw unreachable(address, "we are being stopped");
    }
  }

  private void login(
      SSHClient client,
      NodeAddress address,
      SSHClient jump,
      Credential credential,
      LoginLimit loginLimit)
      throws IOException {
    if (jump == null) {
      client.connect(address.host(), address.port());
    } else {
      client.connectVia(through(jump, address, loginLimit));
    }
    client.auth(address.user().value(), credential.login(client));
    loginLimit.lift();
    if (client.getSocket() != null) {
      client.getSocket().setSoTimeout(0);
    }
    if (client.getConnection().getKeepAlive() instanceof KeepAliveRunner keepAlive) {
      keepAlive.setMaxAliveCount(3);
      keepAlive.setKeepAliveInterval((int) Math.max(1, settings.keepAlive().toSeconds()));
    }
  }

  private static DirectConnection through(
      SSHClient jump, NodeAddress address, LoginLimit loginLimit) throws IOException {
    DirectConnection connection =
        new DirectConnection(jump.getConnection(), address.host(), address.port()) {
          @Override
          public InputStream getInputStream() {
            return loginLimit.on(super.getInputStream());
          }
        };
    try {
      connection.open();
    } catch (OpenFailException refused) {
      if (refused.getReason() == OpenFailException.Reason.ADMINISTRATIVELY_PROHIBITED) {
        throw unreachable(
            address,
            "sshd of the jump host %s forwards no connections (AllowTcpForwarding or PermitOpen)"
                .formatted(address.via().name()));
      }
      throw refused;
    }
    return connection;
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

  private NodeFailure explain(
      NodeAddress address, StrictHostKeys hostKeys, LoginLimit loginLimit, Throwable cause) {
    if (cause instanceof NodeFailure failure) {
      return failure;
    }
    if (hostKeys.verdict() == KnownHosts.Verdict.UNKNOWN) {
      return new UnknownHostKey(
          address.name(),
          hostKeys.fingerprint(),
          "%s shows the host key %s, which is not in %s."
              .formatted(where(address), hostKeys.fingerprint(), settings.knownHosts()));
    }
    if (hostKeys.verdict() == KnownHosts.Verdict.MISMATCH) {
      return new NodeFailure(
          ErrorCode.HOST_KEY_MISMATCH,
          "%s shows the host key %s, and %s has another one for it."
              .formatted(where(address), hostKeys.fingerprint(), settings.knownHosts()));
    }
    if (reason(cause).contains(BAD_CERTIFICATE)) {
      return new NodeFailure(
          ErrorCode.HOST_KEY_MISMATCH,
          "%s shows a host certificate that does not hold: %s."
              .formatted(where(address), reason(cause)));
    }
    if (cause instanceof UserAuthException) {
      return new NodeFailure(
          ErrorCode.AUTHENTICATION_REFUSED,
          "%s does not let %s in with the credential \"%s\"."
              .formatted(where(address), address.user(), address.credential()));
    }
    if (loginLimit.exceeded()) {
      return unreachable(
          address, "it sent more than %d bytes before a login".formatted(LoginLimit.BYTES));
    }
    if (!address.allowSha1() && reason(cause).contains(SHA1_ONLY)) {
      return new NodeFailure(
          ErrorCode.NODE_UNSUITABLE,
          "%s offers its host key with SHA-1 (ssh-rsa) only. Upgrade its sshd, or set allowSha1 in"
              + " the document's ssh section.".formatted(where(address)));
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
