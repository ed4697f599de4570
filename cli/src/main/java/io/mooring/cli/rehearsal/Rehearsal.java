package io.mooring.cli.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mooring.cli.Mooring;
import io.mooring.cli.command.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Does what people do most with the command, against answers that a real Mooring once gave. The JVM
 * keeps the classes that it sees here; of a first call that only failed it would keep too few.
 */
public final class Rehearsal implements AutoCloseable {
  private static final String SAGA = "/api/v1/sagas/da5e5a7a-a834-4ba8-9c31-91dd18abe249";
  private static final String INTEGRATIONS = "/api/v1/integrations";
  private static final Map<String, String> ANSWERS =
      Map.of(
          INTEGRATIONS,
          "integrations.json",
          INTEGRATIONS + "/site",
          "integration.json",
          INTEGRATIONS + "/site/history",
          "history.jsonl",
          SAGA,
          "saga.json",
          SAGA + "/steps",
          "steps.json",
          SAGA + "/steps/check-node@ceph",
          "step.json",
          "/api/v1/reference/error-codes",
          "error-codes.json");

  /** What is rehearsed. */
  static final List<List<String>> CALLS =
      List.of(
          List.of("status", "site"),
          List.of("list"),
          List.of("history", "site"),
          List.of("step", "check-node@ceph", "--in", "site"),
          List.of("explain", "HOST_KEY_UNKNOWN"),
          List.of("list", "-o", "json"));

  private final HttpServer server;

  Rehearsal() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", Rehearsal::answer);
    server.start();
  }

  /** Rehearses everything; what is said goes nowhere. */
  public static void main(String[] none) throws IOException {
    try (Rehearsal rehearsal = new Rehearsal()) {
      for (List<String> call : CALLS) {
        int code = rehearsal.run(OutputStream.nullOutputStream(), call);
        if (code != 0) {
          throw new IllegalStateException(
              "mooring %s ended with %d".formatted(String.join(" ", call), code));
        }
      }
    }
  }

  /** One call of the command; its exit code. */
  int run(OutputStream out, List<String> call) {
    PrintStream said = new PrintStream(out, true);
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            said,
            said,
            Map.of("MOORING_TOKEN", "none", "LC_ALL", "C.UTF-8"),
            false,
            false);
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return Mooring.run(
        terminal, Stream.concat(call.stream(), Stream.of("--url", url)).toArray(String[]::new));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String name = ANSWERS.get(exchange.getRequestURI().getPath());
    try (exchange;
        InputStream stored =
            name == null
                ? InputStream.nullInputStream()
                : Rehearsal.class.getResourceAsStream(name)) {
      byte[] body = stored.readAllBytes();
      String type = name != null && name.endsWith("l") ? "application/jsonl" : "application/json";
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(name == null ? 404 : 200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
