package io.mooring.node;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A TCP connection that the node makes for us.
 *
 * @param input what comes from its other end
 * @param output what goes there
 * @param channel what carries it; closing it ends the connection
 */
record Carried(InputStream input, OutputStream output, Closeable channel) implements Closeable {

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
