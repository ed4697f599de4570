package io.mooring.node.layout;

import io.mooring.contracts.FilePath;

/** Where the node has a file that a service reads. */
public sealed interface HostFile {

  /** Where it is on the node. */
  FilePath path();

  /** Whether the service's start makes its own copy, so that owner and mode here mean nothing. */
  default boolean copied() {
    return switch (this) {
      case Opened opened -> false;
      case Hidden hidden -> false;
      case Copied copied -> true;
      case Unlisted unlisted -> true;
    };
  }

  /**
   * The service opens the node's own file.
   *
   * @param path where it is
   */
  record Opened(FilePath path) implements HostFile {}

  /**
   * The service's start copies it to where it reads it, with the service's account as its owner.
   *
   * @param path where it is on the node
   */
  record Copied(FilePath path) implements HostFile {}

  /**
   * The service's start would copy it, but does not know of it yet.
   *
   * @param path where it is to be on the node
   * @param list the list that must name it
   * @param entry what the list must say
   * @param owner the account inside that is to own the copy
   */
  record Unlisted(FilePath path, FilePath list, Runner.Copy entry, String owner)
      implements HostFile {}

  /**
   * The service runs where the node can't place a file that lasts.
   *
   * @param path where the service looks for it
   */
  record Hidden(FilePath path) implements HostFile {}
}
