package io.mooring.node;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bounds what a server may send before we are logged in. After that each channel's window bounds
 * it; before, a hostile server could fill our memory with a greeting that has no end.
 */
final class LoginLimit {
  /** Key exchange and a long banner take less than 32 KiB. */
  static final int BYTES = 128 * 1024;

  private volatile boolean lifted;
  private volatile boolean exceeded;

  /** The same stream, which fails after too many bytes. */
  InputStream on(InputStream stream) {
    return new Counted(stream);
  }

  /** Lets everything through from now on. */
  void lift() {
    lifted = true;
  }

  /** Whether the server has sent too much. */
  boolean exceeded() {
    return exceeded;
  }

  private final class Counted extends FilterInputStream {
    private int left = BYTES;

    private Counted(InputStream stream) {
      super(stream);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(1);
      return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      count(count);
      return count;
    }

    private void count(int read) throws IOException {
      if (lifted || read < 0) {
        return;
      }
      left -= read;
      if (left < 0) {
        exceeded = true;
        throw new IOException("it sent more than %d bytes before a login".formatted(BYTES));
      }
    }
  }
}
