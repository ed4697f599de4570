package io.mooring.node;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Limits;
import io.mooring.contracts.NodeAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;

/** One node over SSH. */
final class SshNodeSession implements NodeSession {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MARK_BYTES = 12;

  private final NodeAddress address;
  private final SshNodes nodes;
  private final NodeAccessSettings settings;
  private final NodeFiles files;
  private final AtomicReference<Fence> entry;

  SshNodeSession(NodeAddress address, SshNodes nodes, NodeAccessSettings settings) {
    this(address, nodes, settings, null);
  }

  private SshNodeSession(
      NodeAddress address, SshNodes nodes, NodeAccessSettings settings, Fence entry) {
    this.address = address;
    this.nodes = nodes;
    this.settings = settings;
    this.entry = new AtomicReference<>(entry);
    this.files = new NodeFiles(this, settings);
  }

  @Override
  public NodeAddress address() {
    return address;
  }

  @Override
  public NodeSession behind(Fence fence) {
    return new SshNodeSession(address, nodes, settings, fence);
  }

  @Override
  public ScriptResult inspect(Script script) {
    return inspect(script, settings.outputLimit());
  }

  ScriptResult inspect(Script script, int outputLimit) {
    Fence fence = entry.get();
    try {
      if (fence == null) {
        CommandLine line = CommandLine.plain(address, script, mark());
        return result(script, line, Limits.look(script.timeout()), outputLimit);
      }
      CommandLine line =
          CommandLine.entering(address, script, fence, settings.stateDirectory(), mark());
      Duration limit = Limits.look(script.timeout()).plus(fence.lockWait());
      ScriptResult result = result(script, line, limit, outputLimit);
      entry.set(null);
      return result;
    } catch (OutcomeUnknown lost) {
      // Nothing can have changed, so nobody has to look whether something has.
      throw new NodeFailure(ErrorCode.NODE_UNREACHABLE, lost.getMessage());
    }
  }

  @Override
  public ScriptResult change(Script script, Fence fence) {
    CommandLine line =
        CommandLine.fenced(address, script, fence, settings.stateDirectory(), mark());
    Duration limit = Limits.look(script.timeout()).plus(fence.lockWait());
    ScriptResult result = result(script, line, limit, settings.outputLimit());
    nodes.changed();
    return result;
  }

  @Override
  public FileState stat(FilePath path) {
    return files.stat(path);
  }

  @Override
  public FileState read(FilePath path, int limit) {
    return files.read(path, limit);
  }

  @Override
  public WriteResult write(FileWrite write, FileState expected, Fence fence) {
    return files.write(write, expected, fence);
  }

  @Override
  public WriteResult restore(FilePath path, Fence fence) {
    return files.restore(path, fence);
  }

  @Override
  public WriteResult writeAgain(FilePath path, Fence fence) {
    return files.writeAgain(path, fence);
  }

  @Override
  public Authorship authorship(FilePath path, Fence fence) {
    return files.authorship(path, fence);
  }

  @Override
  public Tunnel tunnel(String host, int port) {
    return SshTunnel.open(address, nodes, host, port);
  }

  private ScriptResult result(Script script, CommandLine line, Duration limit, int outputLimit) {
    long began = System.nanoTime();
    try {
      ScriptResult result = framed(script, line, limit, outputLimit);
      RunLog.ended(address.name(), script, result, since(began));
      return result;
    } catch (NodeFailure | OutcomeUnknown broken) {
      RunLog.broke(address.name(), script, broken.getMessage(), since(began));
      throw broken;
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private ScriptResult framed(Script script, CommandLine line, Duration limit, int outputLimit) {
    Ending ending = run(script, line, limit, outputLimit);
    return switch (Frame.of(line.mark(), ending)) {
      case Frame.Ended(ScriptResult result) -> result;
      case Frame.Cut() ->
          throw new OutcomeUnknown(
              "\"%s\" on %s was stopped before its end; it has %d s."
                  .formatted(script.name(), where(), script.timeout().toSeconds()));
      case Frame.Busy() ->
          throw new NodeFailure(
              ErrorCode.NODE_BUSY,
              "Another run holds the lock of %s, so \"%s\" was not begun."
                  .formatted(where(), script.name()));
      case Frame.Stale(String epoch) ->
          throw new NodeFailure(
              ErrorCode.STALE_EPOCH,
              "%s has already seen the newer command %s, so \"%s\" was not begun."
                  .formatted(where(), epoch, script.name()));
      case Frame.Broken(String message) ->
          throw new NodeFailure(
              ErrorCode.NODE_UNSUITABLE,
              "The lock in %s on %s cannot be taken: %s"
                  .formatted(settings.stateDirectory(), where(), message));
      case Frame.Refused(String message) -> throw refused(message);
    };
  }

  private Ending run(Script script, CommandLine line, Duration limit, int outputLimit) {
    for (boolean again = true; ; again = false) {
      Connection connection = nodes.take(address);
      try {
        return connection.run(address, line.text(), script.stdin(), limit, outputLimit);
      } catch (Connection.NotSent broken) {
        // An old connection may have died unnoticed; a new one tells the truth.
        if (!again || !broken.broken()) {
          throw SshConnector.unreachable(address, broken.getMessage());
        }
      } finally {
        connection.give();
      }
    }
  }

  private NodeFailure refused(String message) {
    if (message.contains("sudo")) {
      return new NodeFailure(
          ErrorCode.SUDO_REFUSED,
          "%s may not run commands as root on %s: %s".formatted(address.user(), where(), message));
    }
    return new NodeFailure(
        ErrorCode.NODE_UNSUITABLE,
        "The login shell of %s on %s did not run our script: %s"
            .formatted(address.user(), where(), message));
  }

  private String where() {
    return SshConnector.where(address);
  }

  private static String mark() {
    byte[] bytes = new byte[MARK_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
