package io.mooring.node;

import io.mooring.contracts.NodeAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A listener on the loopback whose connections are carried on by the node. */
final class SshTunnel implements Tunnel {
  private static final int BLOCK = 32 * 1024;
  private final Connection connection;
  private final ServerSocket listener;
  private final String host;
  private final int port;
  private final Set<AutoCloseable> carried = ConcurrentHashMap.newKeySet();
  private boolean closed;

  private SshTunnel(Connection connection, ServerSocket listener, String host, int port) {
    this.connection = connection;
    this.listener = listener;
    this.host = host;
    this.port = port;
  }

  static Tunnel open(NodeAddress address, SshNodes nodes, String host, int port) {
    Connection connection = nodes.take(address);
    try {
      ServerSocket listener = new ServerSocket();
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SshTunnel tunnel = new SshTunnel(connection, listener, host, port);
      Thread.ofVirtual().name("tunnel-" + address.name()).start(tunnel::accept);
      return tunnel;
    } catch (IOException refused) {
      connection.give();
      throw SshConnector.unreachable(address, "no local port can be had for a tunnel");
    }
  }

  @Override
  public int localPort() {
    return listener.getLocalPort();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Closing.now(listener);
      carried.forEach(Closing::quietly);
      connection.give();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        if (admit(socket)) {
          Thread.ofVirtual().name("tunnelled").start(() -> carry(socket));
        } else {
          Closing.now(socket);
        }
      } catch (IOException closing) {
        // The listener is closed, or one client went before it was accepted.
      }
    }
  }

  /** Counts a stream in, unless the tunnel was closed while the stream came. */
  private synchronized boolean admit(AutoCloseable stream) {
    return !closed && carried.add(stream);
  }

  private void carry(Socket socket) {
    Carried channel;
    try {
      socket.setTcpNoDelay(true);
      channel = connection.open(host, port);
    } catch (IOException refused) {
      // The client sees what it would see at the node: the connection ends at once.
      carried.remove(socket);
      Closing.now(socket);
      return;
    }
    try (socket;
        channel) {
      if (!admit(channel)) {
        return;
      }
      Thread up = Thread.ofVirtual().name("up").start(() -> send(socket, channel));
      copy(channel.input(), socket.getOutputStream());
      socket.shutdownOutput();
      up.join();
    } catch (IOException ended) {
      // One side went; the other one is closed by leaving this block.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      carried.remove(socket);
      carried.remove(channel);
    }
  }

  private static void send(Socket socket, Carried channel) {
    try (OutputStream output = channel.output()) {
      copy(socket.getInputStream(), output);
    } catch (IOException ended) {
      Closing.now(channel);
    }
  }

  private static void copy(InputStream input, OutputStream output) throws IOException {
    byte[] block = new byte[BLOCK];
    for (int count = input.read(block); count >= 0; count = input.read(block)) {
      output.write(block, 0, count);
      output.flush();
    }
  }
}
