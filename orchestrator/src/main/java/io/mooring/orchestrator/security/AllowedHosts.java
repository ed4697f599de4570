package io.mooring.orchestrator.security;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names by which the API may be reached. A web page whose name was rebound to this machine's
 * address still sends its own name, which is none of these.
 */
final class AllowedHosts {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> configured = new HashSet<>();

  AllowedHosts(List<String> configured) {
    configured.forEach(name -> this.configured.add(name.strip().toLowerCase(Locale.ROOT)));
  }

  /** Whether a request may be for this host, written as in the Host header: {@code name:port}. */
  boolean allows(String authority) {
    String name = name(authority);
    return LOOPBACK.contains(name) || configured.contains(name);
  }

  /**
   * Whether a page of this origin may make requests that change something.
   *
   * @param origin as in the Origin header: {@code https://name:port}
   * @param authority what the request is for, as in the Host header
   */
  boolean allowsOrigin(String origin, String authority) {
    URI page;
    try {
      page = URI.create(origin);
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
    if (page.getRawAuthority() == null || page.getScheme() == null) {
      return false;
    }
    // Another port of loopback is another program, so only a configured name stands for itself.
    return configured.contains(name(page.getRawAuthority()))
        || withPort(page.getRawAuthority(), page.getScheme())
            .equals(withPort(authority, page.getScheme()));
  }

  private static String name(String authority) {
    return authority.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
  }

  private static String withPort(String authority, String scheme) {
    boolean hasPort = authority.matches(".*:\\d+");
    String port = scheme.equals("https") ? "443" : "80";
    return hasPort ? authority.toLowerCase(Locale.ROOT) : name(authority) + ":" + port;
  }
}
