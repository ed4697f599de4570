package io.mooring.node;

import io.mooring.contracts.FilePath;
import java.util.Optional;

/** Whose work a file is, by the node's journal of our writes. */
public sealed interface Authorship {

  /**
   * We wrote what is there.
   *
   * @param former a copy of what was there before, on the node; empty when there was no file
   */
  record Wrote(Optional<FilePath> former) implements Authorship {}

  /** We wrote it once, and put back what was there before. */
  record Restored() implements Authorship {}

  /** Nothing of what we once wrote is in effect. */
  record Nothing() implements Authorship {}

  /** We wrote it once, and somebody has changed it since. */
  record ChangedSince() implements Authorship {}

  /** We never wrote it, or another saga has written it since. */
  record NotOurs() implements Authorship {}
}
