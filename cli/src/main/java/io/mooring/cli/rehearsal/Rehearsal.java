package io.mooring.cli.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mooring.cli.Mooring;
import io.mooring.cli.command.ExitCode;
import io.mooring.cli.command.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

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

  /** A call, the exit code that it ends with, and a word of what is said. */
  record Call(List<String> words, int exit, String said) {
    private static Call of(String said, String... words) {
      return new Call(List.of(words), ExitCode.SUCCEEDED, said);
    }

    private static Call wrong(String said, String... words) {
      return new Call(List.of(words), ExitCode.USAGE, said);
    }
  }

  /** What is rehearsed: what people ask most, and what they mistype. */
  static final List<Call> CALLS =
      List.of(
          Call.of("site", "status", "site"),
          Call.of("site", "list"),
          Call.of("site", "history", "site"),
          Call.of("check-node", "step", "check-node@ceph", "--in", "site"),
          Call.of("HOST_KEY_UNKNOWN", "explain", "HOST_KEY_UNKNOWN"),
          Call.of("site", "list", "-o", "json"),
          Call.of("mooring", "version"),
          Call.of("mooring", "--version"),
          Call.of("Usage: mooring list", "list", "--help"),
          Call.of("Usage: mooring", "--help"),
          Call.wrong("mooring list --help", "list", "--colour"),
          Call.wrong("mooring list --help", "list", "-o", "tabel"),
          Call.wrong("mooring --help", "lsit"));

  private final HttpServer server;

  Rehearsal() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", Rehearsal::answer);
    server.start();
  }

  /** Rehearses everything; what is said goes nowhere. */
  public static void main(String[] none) throws IOException {
    try (Rehearsal rehearsal = new Rehearsal()) {
      for (Call call : CALLS) {
        int code = rehearsal.run(OutputStream.nullOutputStream(), call);
        if (code != call.exit()) {
          throw new IllegalStateException(
              "mooring %s ended with %d".formatted(String.join(" ", call.words()), code));
        }
      }
    }
  }

  /** One call of the command; its exit code. */
  int run(OutputStream out, Call call) {
    PrintStream said = new PrintStream(out, true);
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            said,
            said,
            environment("http://127.0.0.1:" + server.getAddress().getPort()),
            false,
            false);
    return Mooring.run(terminal, call.words().toArray(String[]::new));
  }

  /** As on the machine where Mooring runs, of somebody who has no contexts. */
  private static Map<String, String> environment(String url) {
    return Map.of(
        "MOORING_LOCAL_URL", url,
        "MOORING_HOME", "/nonexistent",
        "XDG_CONFIG_HOME", "/nonexistent",
        "LC_ALL", "C.UTF-8");
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
