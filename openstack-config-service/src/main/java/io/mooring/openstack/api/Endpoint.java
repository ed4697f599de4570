package io.mooring.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.Limits;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Tunnel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** One API on one node's own address, through that node's SSH connection. */
public final class Endpoint implements AutoCloseable {
  private final Tunnel tunnel;
  private final HttpClient client;
  private final Identity identity;

  private Endpoint(Tunnel tunnel, Identity identity) {
    this.tunnel = tunnel;
    this.identity = identity;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Limits.API_CONNECT)
            .build();
  }

  /** Opens the way to a port on the node's own address. */
  public static Endpoint open(NodeSession node, int port, Identity identity) {
    return new Endpoint(node.tunnel(node.address().host(), port), identity);
  }

  /** Who we are at this API. */
  public Identity identity() {
    return identity;
  }

  /** Reads. */
  public Answer get(String path) {
    return send(request(path).GET());
  }

  /** Creates or acts. */
  public Answer post(String path, JsonNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  /** Uploads bytes. */
  public Answer put(String path, byte[] content) {
    BodyPublisher bytes = BodyPublishers.ofByteArray(content);
    return send(request(path).header("Content-Type", "application/octet-stream").PUT(bytes));
  }

  /** Removes. */
  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tunnel.localPort() + path))
        .timeout(Limits.API_REQUEST)
        .header("Accept", "*/*")
        .header("X-Auth-Token", identity.token().revealText());
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      var response = client.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException | NodeFailure silent) {
      return Answer.none(String.valueOf(silent.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Answer.none("interrupted");
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    tunnel.close();
  }
}
