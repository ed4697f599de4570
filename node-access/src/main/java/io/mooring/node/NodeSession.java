package io.mooring.node;

import io.mooring.contracts.FilePath;
import io.mooring.contracts.NodeAddress;

/**
 * What can be done on one node. Every method may throw {@link NodeFailure}: its code tells why
 * nothing was done; {@link OutcomeUnknown} tells that something may have been.
 */
public interface NodeSession {

  /** The node. */
  NodeAddress address();

  /**
   * The same node for a command that may change something: its first look, too, waits for whoever
   * changes something there now, and tells the node of the command's epoch. So what it sees no
   * older command can change any more, though it may find nothing to change itself.
   */
  default NodeSession behind(Fence fence) {
    return this;
  }

  /** Runs a script that changes nothing, as root. */
  ScriptResult inspect(Script script);

  /**
   * Runs a script that may change the node, as root, under the node's lock and behind the fence.
   */
  ScriptResult change(Script script, Fence fence);

  /** What a file is, without its content. */
  FileState stat(FilePath path);

  /**
   * What a file is and holds.
   *
   * @param limit most bytes that are read; a larger file is a failure
   */
  FileState read(FilePath path, int limit);

  /**
   * Writes a file as a whole, unless it is not the expected one any more. The former file is backed
   * up on the node first. Owner, group, mode and SELinux label are right from the first moment on;
   * its ACL and extended attributes are kept. A file with several hard links is a failure.
   */
  WriteResult write(FileWrite write, FileState expected, Fence fence);

  /**
   * Puts back what was there before the fence's saga wrote the file (or before any saga of the
   * integration did, if the fence says so), unless somebody else or another saga has changed it
   * since.
   */
  WriteResult restore(FilePath path, Fence fence);

  /**
   * Writes again what {@link #restore} took back last, unless something else has happened to the
   * file since.
   */
  WriteResult writeAgain(FilePath path, Fence fence);

  /** Whose work the file is that is there, seen from the fence's saga. */
  Authorship authorship(FilePath path, Fence fence);

  /**
   * A TCP connection to a port on the node's own address (or any address it can reach), over SSH.
   */
  Tunnel tunnel(String host, int port);
}
