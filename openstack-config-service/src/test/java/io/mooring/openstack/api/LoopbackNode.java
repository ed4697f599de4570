package io.mooring.openstack.api;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.node.Fence;
import io.mooring.node.FileState;
import io.mooring.node.FileWrite;
import io.mooring.node.NodeSession;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.Tunnel;
import io.mooring.node.WriteResult;

/** A node that is this machine: its tunnels are direct, and it can do nothing else. */
final class LoopbackNode implements NodeSession {

  @Override
  public NodeAddress address() {
    return new NodeAddress(
        new NodeName("loopback"),
        "127.0.0.1",
        22,
        new AccountName("root"),
        new CredentialName("none"),
        null);
  }

  @Override
  public Tunnel tunnel(String host, int port) {
    return new Tunnel() {
      @Override
      public int localPort() {
        return port;
      }

      @Override
      public void close() {
        // There is nothing between the two ends.
      }
    };
  }

  @Override
  public ScriptResult inspect(Script script) {
    throw new UnsupportedOperationException(script.name());
  }

  @Override
  public ScriptResult change(Script script, Fence fence) {
    throw new UnsupportedOperationException(script.name());
  }

  @Override
  public FileState stat(FilePath path) {
    throw new UnsupportedOperationException(path.value());
  }

  @Override
  public FileState read(FilePath path, int limit) {
    throw new UnsupportedOperationException(path.value());
  }

  @Override
  public WriteResult write(FileWrite write, FileState expected, Fence fence) {
    throw new UnsupportedOperationException(write.path().value());
  }

  @Override
  public WriteResult restore(FilePath path, Fence fence) {
    throw new UnsupportedOperationException(path.value());
  }

  @Override
  public WriteResult writeAgain(FilePath path, Fence fence) {
    throw new UnsupportedOperationException(path.value());
  }

  @Override
  public boolean isRestored(FilePath path, Fence fence) {
    throw new UnsupportedOperationException(path.value());
  }
}
