package io.mooring.node;

import java.io.IOException;

/** Closes what may be broken already. */
final class Closing {
  private Closing() {}

  /** Closes on a thread of its own, since a broken peer may make closing wait. */
  static void quietly(AutoCloseable closeable) {
    Thread.ofVirtual().name("close").start(() -> now(closeable));
  }

  /** Closes and forgets what went wrong: nobody needs the thing any more. */
  static void now(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (IOException broken) {
      // It was broken before, and its user was told.
    } catch (Exception unexpected) {
      throw new IllegalStateException("cannot close " + closeable, unexpected);
    }
  }
}
