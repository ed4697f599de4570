package io.mooring.node;

/** What became of a write. */
public sealed interface WriteResult {

  /** The file is as wanted now. */
  record Written() implements WriteResult {}

  /**
   * Nothing was written, since the file is not the expected one.
   *
   * @param actual what is there instead
   */
  record Conflict(FileState actual) implements WriteResult {}

  /** There is no backup to put back; only restore and writeAgain answer so. */
  record NothingToRestore() implements WriteResult {}
}
