package io.mooring.cli.context;

import java.net.URI;
import java.util.Optional;

/**
 * One Mooring that somebody works with.
 *
 * @param name what they call it
 * @param address where it is
 * @param token what it knows them by; empty when it is looked for as without a context
 */
public record Context(String name, URI address, Optional<String> token) {
  /** A token is not for the eyes of whoever reads a log. */
  @Override
  public String toString() {
    return name + " at " + address + (token.isPresent() ? " with a token" : "");
  }
}
