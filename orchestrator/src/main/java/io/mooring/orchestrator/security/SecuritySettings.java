package io.mooring.orchestrator.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the API is guarded. */
@ConfigMapping(prefix = "mooring.orchestrator.security")
public interface SecuritySettings {
  /**
   * Names, without ports, by which clients and proxies reach the API beside {@code localhost},
   * {@code 127.0.0.1} and {@code [::1]}. A request for any other host is refused.
   */
  Optional<List<String>> hosts();

  /**
   * A file with a token that gives its bearer the role admin. It is made at start, readable for its
   * owner only, when it is not there. Without this setting only tokens of the OIDC provider count.
   */
  Optional<Path> tokenFile();

  /** How long a link for a browser can be opened. */
  @WithDefault("5m")
  Duration linkLifetime();

  /** How long a browser stays signed in. */
  @WithDefault("8h")
  Duration sessionLifetime();
}
