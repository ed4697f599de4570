package io.mooring.node;

import java.security.PublicKey;
import java.util.List;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Lets one connection through if the host key is known, and remembers why it did not. */
final class StrictHostKeys implements HostKeyVerifier {
  private final KnownHosts hosts;
  private volatile KnownHosts.Verdict verdict;
  private volatile String fingerprint = "";

  StrictHostKeys(KnownHosts hosts) {
    this.hosts = hosts;
  }

  @Override
  public boolean verify(String host, int port, PublicKey key) {
    fingerprint = KnownHosts.fingerprint(key);
    verdict = hosts.judge(host, port, key);
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
