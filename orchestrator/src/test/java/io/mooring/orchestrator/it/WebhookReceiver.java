package io.mooring.orchestrator.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Somebody else's program that is told of things over HTTP, and may be unwell. */
public final class WebhookReceiver implements AutoCloseable {
  private static final int UNWELL = 503;
  private static final int TAKEN = 204;

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Predicate<Call> accepting = call -> true;

  /**
   * What was told once.
   *
   * @param taken whether it was accepted
   */
  public record Call(
      String path,
      String contentType,
      String id,
      String timestamp,
      String signature,
      String body,
      boolean taken) {
    /** Of which integration. */
    public String integration() {
      return JsonPath.from(body).getString("subject");
    }

    /** What happened. */
    public String type() {
      return JsonPath.from(body).getString("type");
    }
  }

  /** Listens on a port of this machine. */
  public WebhookReceiver(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  /** Takes from now on only what this says. */
  public void accept(Predicate<Call> calls) {
    accepting = calls;
  }

  /** What it was told of an integration, accepted or not. */
  public List<Call> calls(String integration) {
    return calls.stream().filter(call -> call.integration().equals(integration)).toList();
  }

  /** What it has accepted. */
  public List<Call> taken(String integration) {
    return calls(integration).stream().filter(Call::taken).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var headers = exchange.getRequestHeaders();
      Call call =
          new Call(
              exchange.getRequestURI().getPath(),
              headers.getFirst("Content-Type"),
              headers.getFirst("webhook-id"),
              headers.getFirst("webhook-timestamp"),
              headers.getFirst("webhook-signature"),
              body,
              true);
      boolean taken = accepting.test(call);
      calls.add(
          taken
              ? call
              : new Call(
                  call.path(),
                  call.contentType(),
                  call.id(),
                  call.timestamp(),
                  call.signature(),
                  body,
                  false));
      exchange.sendResponseHeaders(taken ? TAKEN : UNWELL, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
