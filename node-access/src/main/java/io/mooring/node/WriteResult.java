package io.mooring.node;

import io.mooring.contracts.FilePath;
import java.util.Optional;

/** How a write ended. */
public sealed interface WriteResult {

  /** The file is as wanted. */
  record Written() implements WriteResult {}

  /**
   * Nothing was written, since the file is not the expected one.
   *
   * @param actual what is there instead
   * @param versions where the other versions are, when a write was to be taken back
   */
  record Conflict(FileState actual, Optional<Versions> versions) implements WriteResult {}

  /**
   * Copies on the node of what a file was.
   *
   * @param former before our write; empty when there was no file
   * @param ours as we wrote it; not kept when it holds a key
   */
  record Versions(Optional<FilePath> former, Optional<FilePath> ours) {}

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
