package io.mooring.participant.run;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the secrets of the way to nodes are on this machine. */
@Singleton
public final class NodeSettings {
  private final Path credentialsDirectory;
  private final Path knownHosts;

  /** From the configuration. */
  public NodeSettings(
      @ConfigProperty(name = "mooring.credentials-directory") String credentialsDirectory,
      @ConfigProperty(name = "mooring.known-hosts") String knownHosts) {
    this.credentialsDirectory = Path.of(credentialsDirectory);
    this.knownHosts = Path.of(knownHosts);
  }

  /** The directory of private keys and OpenStack credentials, each in a file of its name. */
  public Path credentialsDirectory() {
    return credentialsDirectory;
  }

  /** A known_hosts file, or a directory of such files. */
  public Path knownHosts() {
    return knownHosts;
  }
}
