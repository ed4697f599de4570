package io.mooring.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.Limits;
import io.mooring.contracts.NodeName;
import io.mooring.node.NodeSession;
import io.mooring.node.RunLog;
import io.mooring.node.Tunnel;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** One API, through a node's SSH connection. */
public final class Endpoint implements AutoCloseable {
  private static final int LARGEST_BODY = 16 << 20;
  private static final int NOT_TAKEN = 401;
  private final ApiPlace place;
  private final String base;
  private final AutoCloseable way;
  private final Duration patience;
  private final HttpClient client;
  private final Identity identity;
  private final NodeName node;

  private Endpoint(
      NodeSession session, ApiPlace place, Way way, Identity identity, Duration patience) {
    this.node = session.address().name();
    this.place = place;
    this.base = way.base();
    this.way = way.end();
    this.patience = patience;
    this.identity = identity;
    this.client = way.client().build();
  }

  /** How a place is reached. */
  private record Way(String base, AutoCloseable end, HttpClient.Builder client) {
    static Way to(ApiPlace place, NodeSession node) {
      HttpClient.Builder client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Limits.API_CONNECT);
      if (!place.tls()) {
        Tunnel tunnel = node.tunnel(place.host(), place.port());
        return new Way("http://127.0.0.1:" + tunnel.localPort() + place.path(), tunnel, client);
      }
      // By a proxy, so that the client keeps the host's name, which TLS checks.
      ConnectProxy proxy = ConnectProxy.through(node);
      place.trust().ifPresent(client::sslContext);
      client.proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())));
      return new Way(place.address(), proxy, client);
    }
  }

  /** Opens the way to a place. */
  public static Endpoint open(NodeSession node, ApiPlace place, Identity identity) {
    return open(node, place, identity, Limits.API_REQUEST);
  }

  /**
   * Opens the way to a place.
   *
   * @param patience how long one answer may take, to its last byte
   */
  public static Endpoint open(
      NodeSession node, ApiPlace place, Identity identity, Duration patience) {
    return new Endpoint(node, place, Way.to(place, node), identity, patience);
  }

  /** Where it is. */
  public ApiPlace place() {
    return place;
  }

  /** Who we are at this API. */
  public Identity identity() {
    return identity;
  }

  /** Reads. */
  public Answer get(String path) {
    return send(path, request -> request.GET());
  }

  /** Creates or acts. */
  public Answer post(String path, JsonNode body) {
    return send(
        path,
        request ->
            request
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
  }

  /** Uploads bytes. */
  public Answer put(String path, byte[] content) {
    BodyPublisher bytes = BodyPublishers.ofByteArray(content);
    return send(
        path, request -> request.header("Content-Type", "application/octet-stream").PUT(bytes));
  }

  /** Removes. */
  public Answer delete(String path) {
    return send(path, request -> request.DELETE());
  }

  /** Once more with a new token where this one is not taken any more. */
  private Answer send(String path, UnaryOperator<HttpRequest.Builder> what) {
    Answer answer = ask(what.apply(request(path)).build());
    return answer.status() == NOT_TAKEN && identity.renew()
        ? ask(what.apply(request(path)).build())
        : answer;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(patience)
        .header("Accept", "*/*")
        .header("X-Auth-Token", identity.token().revealText());
  }

  private Answer ask(HttpRequest request) {
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
      return new Answer(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Date").flatMap(Endpoint::time),
          Answer.Silence.NONE);
    } catch (ExecutionException silent) {
      return silent.getCause() instanceof HttpTimeoutException
          ? Answer.late(patience)
          : Answer.none(silent.getCause(), place.tls());
    } catch (TimeoutException late) {
      answer.cancel(true);
      return Answer.late(patience);
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return Answer.none("interrupted");
    }
  }

  private static Optional<Instant> time(String date) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    try {
      way.close();
    } catch (Exception alreadyClosed) {
      // Closing is all that is wanted.
      return;
    }
  }
}
