package io.mooring.orchestrator.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
   * @param headers by their names in lower case
   * @param taken whether it was accepted
   */
  public record Call(
      String method, String path, Map<String, String> headers, String body, boolean taken) {
    /** A header; null when it was not sent. */
    public String header(String name) {
      return headers.get(name);
    }

    /** The id by Standard Webhooks. */
    public String id() {
      return header("webhook-id");
    }

    /** Of which integration; empty when the body is no event. */
    public String integration() {
      return Objects.requireNonNullElse(JsonPath.from(body).getString("subject"), "");
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

  /** What it was told at addresses that begin so, accepted or not. */
  public List<Call> callsAt(String path) {
    return calls.stream().filter(call -> call.path().startsWith(path)).toList();
  }

  /** What it has accepted. */
  public List<Call> taken(String integration) {
    return calls(integration).stream().filter(Call::taken).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      String method = exchange.getRequestMethod();
      String path = exchange.getRequestURI().getPath();
      boolean taken = accepting.test(new Call(method, path, headers, body, true));
      calls.add(new Call(method, path, headers, body, taken));
      exchange.sendResponseHeaders(taken ? TAKEN : UNWELL, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
