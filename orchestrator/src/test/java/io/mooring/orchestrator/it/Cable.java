package io.mooring.orchestrator.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What is between a browser and the orchestrator; it can be pulled out. */
final class Cable implements AutoCloseable {
  private final ServerSocket entrance;
  private final int port;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean pulled;

  /** Leads to that port of this machine. */
  Cable(int port) {
    this.port = port;
    try {
      entrance = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    threads.execute(this::accept);
  }

  /** Where a browser is plugged in. */
  String address() {
    return "http://127.0.0.1:" + entrance.getLocalPort();
  }

  /** All connections break, and no other is made. */
  void pull() {
    pulled = true;
    ends.forEach(Cable::end);
  }

  /** Connections can be made again. */
  void plugIn() {
    pulled = false;
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    pull();
    threads.shutdownNow();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        if (pulled) {
          end(client);
        } else {
          connect(client);
        }
      } catch (IOException refused) {
        // Whoever asked is told by the end of the connection.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket server = new Socket("127.0.0.1", port);
    ends.add(client);
    ends.add(server);
    threads.execute(() -> carry(client, server));
    threads.execute(() -> carry(server, client));
  }

  private void carry(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // Both ends are closed, which is all that is to be told.
    } finally {
      ends.remove(from);
      ends.remove(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // It is.
    }
  }
}
