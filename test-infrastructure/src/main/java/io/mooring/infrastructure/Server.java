package io.mooring.infrastructure;

/** A broker or a database that a test may take away and bring back, on the same data and port. */
public interface Server {
  /** Stops it cleanly and returns when it is gone. */
  void stop();

  /** Ends it at once, as a power cut would, and returns when it is gone. */
  void kill();

  /** Starts it again and returns when it answers. */
  void start();

  /** Holds it still, as if it hung: connections are taken, and nothing is answered. */
  void suspend();

  /** Lets it go on after {@link #suspend()}. */
  void resume();
}
