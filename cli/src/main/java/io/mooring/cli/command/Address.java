package io.mooring.cli.command;

import java.net.URI;
import java.util.Optional;

/** Reads addresses as people write them. */
final class Address {
  private Address() {}

  /** The address without a slash at its end; empty when it is none of a web server. */
  static Optional<URI> parse(String text) {
    try {
      URI address = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      String scheme = String.valueOf(address.getScheme());
      boolean web = scheme.equals("http") || scheme.equals("https");
      return Optional.of(address).filter(it -> web && it.getHost() != null);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
