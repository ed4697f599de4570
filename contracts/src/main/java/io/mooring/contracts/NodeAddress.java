package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How a participant reaches a node.
 *
 * @param name the node's name in the integration
 * @param host host name or IP address that SSH connects to
 * @param port port of sshd, 1 to 65535
 * @param user account that logs in; if it is not root it may run {@code sudo -n}
 * @param credential the SSH key's name among the participant's credentials
 * @param via the jump host to go through, or null for a direct connection
 * @param allowSha1 whether an old sshd that knows nothing better may use RSA with SHA-1 (ssh-rsa)
 */
public record NodeAddress(
    NodeName name,
    String host,
    int port,
    AccountName user,
    CredentialName credential,
    NodeAddress via,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) Boolean allowSha1) {
  private static final java.util.regex.Pattern HOST =
      java.util.regex.Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:-]{0,252}");

  /**
   * Checks host and port; former messages say nothing of SHA-1, which means that it is off.
   *
   * @throws IllegalArgumentException when one of them cannot be
   */
  public NodeAddress {
    Syntax.require("a host", HOST, host);
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port is between 1 and 65535, not " + port);
    }
    allowSha1 = allowSha1 != null && allowSha1;
  }

  /** A node whose sshd uses no SHA-1. */
  public NodeAddress(
      NodeName name,
      String host,
      int port,
      AccountName user,
      CredentialName credential,
      NodeAddress via) {
    this(name, host, port, user, credential, via, false);
  }
}
