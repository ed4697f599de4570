package io.mooring.node;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets that send small packets at once (4 ms for a script instead of 48) and read no more before
 * the login than they should.
 */
final class NoDelaySockets extends SocketFactory {
  private final LoginLimit limit;

  NoDelaySockets(LoginLimit limit) {
    this.limit = limit;
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket =
        new Socket() {
          @Override
          public InputStream getInputStream() throws IOException {
            return limit.on(super.getInputStream());
          }
        };
    socket.setTcpNoDelay(true);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connect(createSocket(), new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connect(createSocket(), new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(InetAddress.getByName(host), port, local, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    Socket socket = createSocket();
    socket.bind(new InetSocketAddress(local, localPort));
    return connect(socket, new InetSocketAddress(host, port));
  }

  private static Socket connect(Socket socket, InetSocketAddress address) throws IOException {
    socket.connect(address);
    return socket;
  }
}
