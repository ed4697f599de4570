package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.mooring.contracts.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node's own ports, where its sshd forwards nothing. */
class ForwardingIT {
  @TempDir Path server;
  private OpenSshd sshd;
  private SshNodes nodes;
  private HttpServer echo;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    sshd = OpenSshd.startWith(server, "AllowTcpForwarding no");
    nodes = new SshNodes(sshd.settings());
    echo = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    echo.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    echo.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    echo.stop(0);
    nodes.close();
    sshd.close();
  }

  @Test
  void anotherWayLeadsToTheNodesPorts() throws IOException, InterruptedException {
    // given
    byte[] body = new byte[3_000_000];
    new Random(3).nextBytes(body);
    NodeSession session = nodes.session(sshd.address("node-1"));

    // when
    try (HttpClient client = HttpClient.newHttpClient();
        Tunnel tunnel = session.tunnel("127.0.0.1", echo.getAddress().getPort())) {
      for (int round = 0; round < 3; round++) {
        HttpResponse<byte[]> answer = client.send(post(tunnel, body), BodyHandlers.ofByteArray());

        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(body);
      }
      assertThat(relays(echo.getAddress().getPort())).isPositive();
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> relays(echo.getAddress().getPort()) == 0);
  }

  @Test
  void aClosedPortEndsTheConnectionAtOnce() throws IOException {
    int closed = OpenSshd.freePort();
    try (HttpClient client = HttpClient.newHttpClient();
        Tunnel tunnel = nodes.session(sshd.address("node-1")).tunnel("127.0.0.1", closed)) {
      assertThatThrownBy(() -> client.send(post(tunnel, new byte[1]), BodyHandlers.ofByteArray()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aJumpHostThatForwardsNothingIsNamed() {
    assertThatThrownBy(
            () ->
                nodes
                    .session(sshd.address("node-2", "root", sshd.address("jump")))
                    .inspect(Script.of("look", ":")))
        .isInstanceOfSatisfying(
            NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.NODE_UNREACHABLE))
        .hasMessageContaining("jump host jump")
        .hasMessageContaining("AllowTcpForwarding");
  }

  private static long relays(int port) {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .arguments()
                    .map(List::of)
                    .filter(words -> words.contains("relay"))
                    .filter(words -> words.getLast().equals(Integer.toString(port)))
                    .isPresent())
        .count();
  }

  private static HttpRequest post(Tunnel tunnel, byte[] body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tunnel.localPort() + "/"))
        .timeout(Duration.ofSeconds(30))
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }
}
