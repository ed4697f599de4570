package io.mooring.node;

/** A local port of this machine's loopback that leads to a port on the node's side, over SSH. */
public interface Tunnel extends AutoCloseable {

  /** The port on 127.0.0.1. */
  int localPort();

  @Override
  void close();
}
