package io.mooring.cli.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the token by which the server knows the caller. */
final class AccessToken {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private AccessToken() {}

  /**
   * The token of {@code MOORING_TOKEN}, of the file that {@code MOORING_TOKEN_FILE} names, or of a
   * Mooring that runs on this machine; empty when there is none that can be read.
   */
  static Optional<String> find(Map<String, String> environment, URI server) {
    Optional<String> given = value(environment, "MOORING_TOKEN");
    if (given.isPresent()) {
      return given;
    }
    Optional<String> file = value(environment, "MOORING_TOKEN_FILE");
    if (file.isPresent()) {
      return file.map(Path::of).flatMap(AccessToken::read);
    }
    // The token of this machine is nobody else's business, whatever address was given.
    return isThisMachine(server) ? read(home(environment).resolve("token")) : Optional.empty();
  }

  /** Whether that is an address of this machine alone. */
  static boolean isThisMachine(URI server) {
    return LOOPBACK.contains(server.getHost());
  }

  /** Where a Mooring on this machine has its data. */
  static Path home(Map<String, String> environment) {
    return value(environment, "MOORING_HOME")
        .map(Path::of)
        .orElseGet(
            () ->
                Path.of(value(environment, "HOME").orElse("/root"), ".local", "share", "mooring"));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
    } catch (IOException unreadable) {
      // The server says that there is no token, and the command then where it looks for one.
      return Optional.empty();
    }
  }
}
