package io.mooring.node;

import io.mooring.contracts.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How nodes are reached.
 *
 * @param credentials directory of private keys; a credential's name is its file's name
 * @param knownHosts known_hosts file, or a directory of such files
 * @param stateDirectory where lock, epochs and backups are on a node
 * @param connectTimeout for how long to wait for a connection, its login included
 * @param keepAlive how often a silent connection is asked whether it is alive; three missing
 *     answers end it
 * @param idle after how long an unused connection is closed
 * @param maximumConnections how many connections may be open at once
 * @param maximumConnecting how many connections may be in the making at once
 * @param maximumChannels how many scripts may run on one connection at once; sshd allows 10
 * @param outputLimit bytes kept of what a script writes to each of its two outputs
 * @param fileLimit most bytes of a file that can be read
 * @param agent the socket of the SSH agent that may be asked to sign
 */
public record NodeAccessSettings(
    Path credentials,
    Path knownHosts,
    String stateDirectory,
    Duration connectTimeout,
    Duration keepAlive,
    Duration idle,
    int maximumConnections,
    int maximumConnecting,
    int maximumChannels,
    int outputLimit,
    int fileLimit,
    Optional<Path> agent) {

  /** Sensible values for everything that does not depend on the place; the environment's agent. */
  public static NodeAccessSettings of(Path credentials, Path knownHosts) {
    return new NodeAccessSettings(
        credentials,
        knownHosts,
        "/var/lib/mooring",
        Limits.CONNECT,
        Duration.ofSeconds(15),
        Duration.ofMinutes(5),
        300,
        16,
        4,
        256 * 1024,
        8 * 1024 * 1024,
        Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
            .filter(path -> !path.isBlank())
            .map(Path::of));
  }

  /** The same with another directory for lock, epochs and backups on nodes. */
  public NodeAccessSettings withStateDirectory(String directory) {
    return new NodeAccessSettings(
        credentials,
        knownHosts,
        directory,
        connectTimeout,
        keepAlive,
        idle,
        maximumConnections,
        maximumConnecting,
        maximumChannels,
        outputLimit,
        fileLimit,
        agent);
  }

  /** The same with another time to connect and another time after which unused ones are closed. */
  public NodeAccessSettings withTimes(Duration connect, Duration unused) {
    return new NodeAccessSettings(
        credentials,
        knownHosts,
        stateDirectory,
        connect,
        keepAlive,
        unused,
        maximumConnections,
        maximumConnecting,
        maximumChannels,
        outputLimit,
        fileLimit,
        agent);
  }

  /** The same with another SSH agent. */
  public NodeAccessSettings withAgent(Path socket) {
    return new NodeAccessSettings(
        credentials,
        knownHosts,
        stateDirectory,
        connectTimeout,
        keepAlive,
        idle,
        maximumConnections,
        maximumConnecting,
        maximumChannels,
        outputLimit,
        fileLimit,
        Optional.of(socket));
  }
}
