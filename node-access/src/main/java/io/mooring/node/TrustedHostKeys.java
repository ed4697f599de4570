package io.mooring.node;

import io.mooring.contracts.NodeName;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Host keys that people decided to trust beside those of the known_hosts files: for all that the
 * thread which began it connects to until it closes it. Each decision is for one key of one node.
 */
public final class TrustedHostKeys implements AutoCloseable {
  /** The choice by which a host key is trusted. */
  public static final String TRUST = "trust";

  private static final String KEY = "host-key:%s:";
  private static final ThreadLocal<Map<String, String>> CURRENT = new ThreadLocal<>();

  private TrustedHostKeys() {}

  /**
   * Trusts from now on what was decided.
   *
   * @param decisions choices by the keys of findings; those about other things mean nothing here
   */
  public static TrustedHostKeys begin(Map<String, String> decisions) {
    CURRENT.set(Map.copyOf(decisions));
    return new TrustedHostKeys();
  }

  /** What a decision about this host key of a node is remembered by. */
  public static String key(NodeName node, String fingerprint) {
    return KEY.formatted(node) + fingerprint;
  }

  /** The fingerprints that are trusted for a node. */
  static Set<String> of(NodeName node) {
    Map<String, String> decisions = CURRENT.get();
    String prefix = KEY.formatted(node);
    return decisions == null
        ? Set.of()
        : decisions.entrySet().stream()
            .filter(it -> it.getKey().startsWith(prefix) && it.getValue().equals(TRUST))
            .map(it -> it.getKey().substring(prefix.length()))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void close() {
    CURRENT.remove();
  }
}
