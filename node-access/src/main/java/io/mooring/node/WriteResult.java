package io.mooring.node;

/** How a write ended. */
public sealed interface WriteResult {

  /** The file is as wanted. */
  record Written() implements WriteResult {}

  /**
   * Nothing was written, since the file is not the expected one.
   *
   * @param actual what is there instead
   */
  record Conflict(FileState actual) implements WriteResult {}

  /**
   * Nothing of this saga is in effect: it was restored already, or a crash kept the write from
   * coming true. Only restore and writeAgain answer so.
   */
  record NothingToRestore() implements WriteResult {}

  /**
   * Nothing was changed, since this saga did not write what is there: it wrote nothing, or another
   * saga has written since. Only restore and writeAgain answer so.
   */
  record NotOurs() implements WriteResult {}
}
