package io.mooring.openstack.api;

import io.mooring.contracts.ErrorCode;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Tunnel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP proxy on this machine's loopback that reaches everything which a node can reach, through
 * the node's SSH connection. With a proxy the client keeps the real host name, which TLS checks.
 */
final class ConnectProxy implements AutoCloseable {
  private static final int LONGEST_HEAD = 16 << 10;
  private final NodeSession node;
  private final ServerSocket listener;
  private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

  private ConnectProxy(NodeSession node, ServerSocket listener) {
    this.node = node;
    this.listener = listener;
  }

  static ConnectProxy through(NodeSession node) {
    try {
      ConnectProxy proxy =
          new ConnectProxy(node, new ServerSocket(0, 8, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().name("connect-proxy").start(proxy::accept);
      return proxy;
    } catch (IOException refused) {
      throw new NodeFailure(ErrorCode.INTERNAL, "No local port can be had for a proxy.");
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try {
      String head = head(client.getInputStream());
      Target target = Target.of(head);
      Tunnel tunnel = node.tunnel(target.host(), target.port());
      open.add(tunnel);
      Socket server = new Socket(InetAddress.getLoopbackAddress(), tunnel.localPort());
      open.add(server);
      if (target.connect()) {
        send(client, "HTTP/1.1 200 Connection established\r\n\r\n");
      } else {
        send(server, target.inOriginForm(head));
      }
      Thread.ofVirtual().start(() -> copy(server, client));
      copy(client, server);
    } catch (IOException | NodeFailure | IllegalArgumentException unreachable) {
      // The end of the connection says it; an answer of ours would be taken for the server's.
      closeQuietly(client);
    }
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception alreadyClosed) {
      // Closing is all that is wanted.
      return;
    }
  }

  private static String head(InputStream input) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < LONGEST_HEAD && !head.toString().endsWith("\r\n\r\n")) {
      int next = input.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      OutputStream output = to.getOutputStream();
      byte[] buffer = new byte[LONGEST_HEAD];
      for (int count = from.getInputStream().read(buffer);
          count >= 0;
          count = from.getInputStream().read(buffer)) {
        output.write(buffer, 0, count);
        output.flush();
      }
    } catch (IOException ended) {
      // One side closed: the other is closed by the resource block.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (AutoCloseable resource : open) {
      closeQuietly(resource);
    }
  }

  /** Where a request wants to go: the authority of CONNECT, or of an absolute http address. */
  private record Target(boolean connect, String host, int port) {
    static Target of(String head) {
      String[] words = head.split("\\s", 3);
      if (words.length < 3) {
        throw new IllegalArgumentException("not an HTTP request");
      }
      boolean connect = words[0].toUpperCase(Locale.ROOT).equals("CONNECT");
      java.net.URI address = java.net.URI.create(connect ? "https://" + words[1] : words[1]);
      int standard = connect ? 443 : 80;
      return new Target(
          connect, address.getHost(), address.getPort() < 0 ? standard : address.getPort());
    }

    /** As a server wants its request line; uWSGI has no page for an absolute one. */
    private String inOriginForm(String head) {
      String absolute = head.split(" ", 3)[1];
      String path = absolute.replaceFirst("^[a-z]+://[^/?]*", "");
      return head.replaceFirst(
          Pattern.quote(absolute),
          Matcher.quoteReplacement(path.startsWith("/") ? path : "/" + path));
    }
  }
}
