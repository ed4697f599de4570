package io.mooring.openstack.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.mooring.node.Secret;
import io.mooring.openstack.ScriptedNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An API that does not behave. */
class EndpointIT {
  private static final Identity NOBODY = Identity.of(Secret.of("token"), "project");
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer api;

  @BeforeEach
  void start() throws Exception {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    api.stop(0);
  }

  @Test
  void anAnswerWithoutEndDoesNotFillTheHeap() {
    // given
    byte[] megabyte = new byte[1 << 20];
    api.createContext(
        "/flood",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (true) {
              body.write(megabyte);
            }
          }
        });

    // when
    Answer answer = ask("/flood", Duration.ofSeconds(60));

    // then
    assertThat(answer.succeeded()).isFalse();
    assertThat(answer.problem("asking").orElseThrow()).contains("longer than");
  }

  @Test
  void anAnswerThatStopsHalfWayIsGivenUp() {
    // given
    api.createContext(
        "/stall",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          await();
        });

    // when
    Answer answer = ask("/stall", Duration.ofSeconds(1));

    // then
    assertThat(answer.problem("asking").orElseThrow()).contains("no answer", "after 1 s");
  }

  private Answer ask(String path, Duration patience) {
    int port = api.getAddress().getPort();
    ApiPlace place = ApiPlace.plain("127.0.0.1", port);
    try (Endpoint endpoint = Endpoint.open(new ScriptedNode("loopback"), place, NOBODY, patience)) {
      return endpoint.get(path);
    }
  }

  private void await() throws IOException {
    try {
      over.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }
}
