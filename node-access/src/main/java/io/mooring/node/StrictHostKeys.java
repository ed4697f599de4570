package io.mooring.node;

import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Lets one connection through if the host key is known, and remembers why it did not. */
final class StrictHostKeys implements HostKeyVerifier {
  private final KnownHosts hosts;
  private final Set<String> trusted;
  private volatile KnownHosts.Verdict verdict;
  private volatile String fingerprint = "";

  /**
   * A judge of one connection.
   *
   * @param trusted fingerprints that are as good as known where the files know none
   */
  StrictHostKeys(KnownHosts hosts, Set<String> trusted) {
    this.hosts = hosts;
    this.trusted = trusted;
  }

  @Override
  public boolean verify(String host, int port, PublicKey key) {
    fingerprint = KnownHosts.fingerprint(key);
    KnownHosts.Verdict judged = hosts.judge(host, port, key);
    verdict =
        judged == KnownHosts.Verdict.UNKNOWN && trusted.contains(fingerprint)
            ? KnownHosts.Verdict.KNOWN
            : judged;
    return verdict == KnownHosts.Verdict.KNOWN;
  }

  @Override
  public List<String> findExistingAlgorithms(String host, int port) {
    return hosts.algorithms(host, port);
  }

  /** What was found, or null when no key was shown. */
  KnownHosts.Verdict verdict() {
    return verdict;
  }

  /** The fingerprint of the key that was shown. */
  String fingerprint() {
    return fingerprint;
  }
}
