package io.mooring.openstack.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.mooring.node.Secret;
import io.mooring.openstack.ScriptedNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImagesIT {
  private static final int GONE = 404;
  private static final int NO_CONTENT = 204;

  private HttpServer glance;

  @BeforeEach
  void start() throws Exception {
    glance = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    glance.start();
  }

  @AfterEach
  void stop() {
    glance.stop(0);
  }

  @Test
  void anUploadedImageThatCanNotBeLookedAtIsToldWithTheAnswer() {
    // given
    glance.createContext(
        "/v2/images/7",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          boolean upload = exchange.getRequestMethod().equals("PUT");
          exchange.sendResponseHeaders(upload ? NO_CONTENT : GONE, -1);
          exchange.close();
        });
    Identity nobody = Identity.of(Secret.of("token"), "project");
    ApiPlace place = ApiPlace.plain("127.0.0.1", glance.getAddress().getPort());

    try (Endpoint endpoint = Endpoint.open(new ScriptedNode("loopback"), place, nobody)) {
      // when
      var problem = new Images(endpoint).upload("7", new byte[] {1});

      // then
      assertThat(problem).hasValueSatisfying(words -> assertThat(words).contains("HTTP 404"));
    }
  }
}
