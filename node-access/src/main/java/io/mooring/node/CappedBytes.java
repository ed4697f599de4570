package io.mooring.node;

import java.io.ByteArrayOutputStream;

/** Keeps the first bytes of a stream up to a limit, and always the last few. */
final class CappedBytes {
  private static final int TAIL = 256;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final int limit;
  private byte[] tail = new byte[0];
  private boolean truncated;

  CappedBytes(int limit) {
    this.limit = limit;
  }

  synchronized void add(byte[] bytes, int length) {
    int fits = Math.min(length, limit - head.size());
    head.write(bytes, 0, fits);
    if (fits < length) {
      truncated = true;
      byte[] joined = new byte[tail.length + length - fits];
      System.arraycopy(tail, 0, joined, 0, tail.length);
      System.arraycopy(bytes, fits, joined, tail.length, length - fits);
      int from = Math.max(0, joined.length - TAIL);
      tail = java.util.Arrays.copyOfRange(joined, from, joined.length);
    }
  }

  /** The first bytes, and the last ones where some between them were dropped. */
  synchronized byte[] bytes() {
    byte[] first = head.toByteArray();
    if (tail.length == 0) {
      return first;
    }
    byte[] all = java.util.Arrays.copyOf(first, first.length + tail.length);
    System.arraycopy(tail, 0, all, first.length, tail.length);
    return all;
  }

  synchronized boolean truncated() {
    return truncated;
  }
}
