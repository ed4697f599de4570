package io.mooring.participant.messaging;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** The records of one partition since it was assigned. Not thread-safe. */
final class PartitionInHand {
  private final TreeSet<Long> open = new TreeSet<>();
  private final Set<Long> running = new HashSet<>();
  private long last = -1;
  private boolean letGo;

  void received(long offset) {
    open.add(offset);
    last = Math.max(last, offset);
  }

  /** No further record of it begins here. */
  void letGo() {
    letGo = true;
  }

  boolean begin(long offset) {
    return !letGo && running.add(offset);
  }

  void end(long offset, boolean done) {
    running.remove(offset);
    if (done) {
      open.remove(offset);
    }
  }

  boolean isAtWork() {
    return !running.isEmpty();
  }

  /** The offset up to which all is done; empty when nothing came. */
  OptionalLong next() {
    if (last < 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(open.isEmpty() ? last + 1 : open.first());
  }
}
