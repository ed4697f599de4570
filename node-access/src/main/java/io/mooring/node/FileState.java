package io.mooring.node;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.FilePath;
import java.time.Instant;

/** What is at a path of a node. */
public sealed interface FileState {

  /** The path. */
  FilePath path();

  /** Nothing is there. */
  record Absent(FilePath path) implements FileState {}

  /**
   * A regular file.
   *
   * @param path the path
   * @param sha256 SHA-256 of the content in hex digits
   * @param owner its user
   * @param group its group
   * @param mode permission bits, as in 0640
   * @param size bytes
   * @param modified when its content was changed last
   * @param content the content; empty when only the state was asked for
   */
  record Present(
      FilePath path,
      String sha256,
      AccountName owner,
      AccountName group,
      int mode,
      long size,
      Instant modified,
      byte[] content)
      implements FileState {
    @Override
    public String toString() {
      return "%s %s:%s %o %d bytes".formatted(path, owner, group, mode, size);
    }
  }
}
