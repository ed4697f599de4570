package io.mooring.openstack.api;

import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where an API answers.
 *
 * @param tls whether it speaks TLS; its certificate must then be for the host
 * @param host host name or address, as the node sees it
 * @param port its port
 * @param path what comes before the version in each path; empty where nothing does
 * @param trust whom its certificate must come from; empty: whom Java trusts
 */
public record ApiPlace(
    boolean tls, String host, int port, String path, Optional<SSLContext> trust) {
  private static final String VERSION = "/v[0-9][0-9.]*(/.*)?$|/+$";
  private static final int TLS_PORT = 443;
  private static final int PLAIN_PORT = 80;

  /** A place without TLS. */
  public static ApiPlace plain(String host, int port) {
    return new ApiPlace(false, host, port, "", Optional.empty());
  }

  /** The place that a catalogue names; the version at its end is ours to choose. */
  static ApiPlace of(URI endpoint, Optional<SSLContext> trust) {
    boolean tls = "https".equalsIgnoreCase(endpoint.getScheme());
    int standard = tls ? TLS_PORT : PLAIN_PORT;
    return new ApiPlace(
        tls,
        endpoint.getHost().replaceAll("^\\[|]$", ""),
        endpoint.getPort() < 0 ? standard : endpoint.getPort(),
        Optional.ofNullable(endpoint.getRawPath()).orElse("").replaceFirst(VERSION, ""),
        trust);
  }

  /** Its address. */
  String address() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return "%s://%s:%d%s".formatted(tls ? "https" : "http", name, port, path);
  }

  @Override
  public String toString() {
    return address();
  }
}
