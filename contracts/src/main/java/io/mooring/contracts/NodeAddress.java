package io.mooring.contracts;

/**
 * How a participant reaches a node.
 *
 * @param name the node's name in the integration
 * @param host host name or IP address that SSH connects to
 * @param port port of sshd, 1 to 65535
 * @param user account that logs in; if it is not root it may run {@code sudo -n}
 * @param credential the SSH key's name among the participant's credentials
 * @param via the jump host to go through, or null for a direct connection
 */
public record NodeAddress(
    NodeName name,
    String host,
    int port,
    AccountName user,
    CredentialName credential,
    NodeAddress via) {
  private static final java.util.regex.Pattern HOST =
      java.util.regex.Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:-]{0,252}");

  /**
   * Checks host and port.
   *
   * @throws IllegalArgumentException when one of them cannot be
   */
  public NodeAddress {
    Syntax.require("a host", HOST, host);
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port is between 1 and 65535, not " + port);
    }
  }
}
