package io.mooring.contracts;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How an API of OpenStack is reached, as far as it is said; the rest is found out where it is
 * needed.
 *
 * @param host host name or IP address, as the node sees it; empty: found out
 * @param port port, 1 to 65535; empty: found out
 * @param tls whether it speaks TLS; empty: found out
 * @param caFile file in the participant's credentials directory with the certificates that the
 *     API's must come from
 * @param ca these certificates themselves, in PEM
 * @param usualPort port where nothing says another
 * @param file the service's configuration file, which may say where the API listens
 * @param credential whose CA is trusted where no other is said
 */
public record ApiAccess(
    Optional<String> host,
    OptionalInt port,
    Optional<Boolean> tls,
    Optional<String> caFile,
    Optional<String> ca,
    int usualPort,
    Optional<FilePath> file,
    Optional<CredentialName> credential) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:-]{0,252}");

  /**
   * Checks the host.
   *
   * @throws IllegalArgumentException when it cannot be one
   */
  public ApiAccess {
    host.ifPresent(name -> Syntax.require("a host", HOST, name));
  }

  /** Nothing is said but the usual port. */
  public static ApiAccess usual(int port) {
    return new ApiAccess(
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        port,
        Optional.empty(),
        Optional.empty());
  }
}
