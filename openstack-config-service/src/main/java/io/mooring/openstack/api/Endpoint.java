package io.mooring.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.Limits;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.node.NodeSession;
import io.mooring.node.RunLog;
import io.mooring.node.Tunnel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One API on one node's own address, through that node's SSH connection. */
public final class Endpoint implements AutoCloseable {
  private static final int LARGEST_BODY = 16 << 20;
  private final Tunnel tunnel;
  private final Duration patience;
  private final HttpClient client;
  private final Identity identity;
  private final NodeName node;

  private Endpoint(NodeName node, Tunnel tunnel, Identity identity, Duration patience) {
    this.node = node;
    this.tunnel = tunnel;
    this.patience = patience;
    this.identity = identity;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Limits.API_CONNECT)
            .build();
  }

  /** Opens the way to a port on the node's own address. */
  public static Endpoint open(NodeSession node, int port, Identity identity) {
    return open(node, port, identity, Limits.API_REQUEST);
  }

  /**
   * Opens the way to a port on the node's own address.
   *
   * @param patience how long one answer may take, to its last byte
   */
  public static Endpoint open(NodeSession node, int port, Identity identity, Duration patience) {
    NodeAddress address = node.address();
    return new Endpoint(address.name(), node.tunnel(address.host(), port), identity, patience);
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
        .timeout(patience)
        .header("Accept", "*/*")
        .header("X-Auth-Token", identity.token().revealText());
  }

  private Answer send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    String said = request.method() + " " + request.uri().getPath();
    long began = System.nanoTime();
    Answer answer = send(request);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    if (answer.status() == 0) {
      RunLog.unanswered(node, said, answer.text(), took);
    } else {
      RunLog.answered(node, said, answer.status(), answer.body().length, took);
    }
    return answer;
  }

  private Answer send(HttpRequest request) {
    // The request's own timeout ends with the headers; a body that never ends must not hold us.
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, info -> new BoundedBody(LARGEST_BODY));
    try {
      HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), response.body());
    } catch (ExecutionException silent) {
      return Answer.none(String.valueOf(silent.getCause().getMessage()));
    } catch (TimeoutException late) {
      answer.cancel(true);
      return Answer.none("after %d s".formatted(patience.toSeconds()));
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
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
