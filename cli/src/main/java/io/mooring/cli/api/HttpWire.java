package io.mooring.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Requests to one server, over plain URL connections: the newer client of the JDK costs every call
 * of the command half a second of start.
 */
final class HttpWire {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  static {
    // An order must not be sent twice because a connection broke: only its sender knows better.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  private final URI base;

  HttpWire(URI base) {
    this.base = base;
  }

  /**
   * A request.
   *
   * @param method GET or POST
   * @param path with its query
   * @param headers what goes before the body
   * @param body what is sent, where something is
   * @param patience how long the server may say nothing
   */
  record Request(
      String method,
      String path,
      Map<String, String> headers,
      Optional<byte[]> body,
      Duration patience) {}

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param date when the server says that it answered
   * @param body what was answered; the caller closes it
   */
  record Answer(int status, Optional<Instant> date, InputStream body) {
    boolean good() {
      return status / 100 == 2;
    }

    String text() throws IOException {
      try (body) {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  /**
   * Sends it.
   *
   * @throws UnreachableException when no answer comes
   */
  Answer send(Request request) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) base.resolve(request.path()).toURL().openConnection();
      connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
      connection.setReadTimeout((int) request.patience().toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setRequestMethod(request.method());
      request.headers().forEach(connection::setRequestProperty);
      if (request.body().isPresent()) {
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(request.body().get().length);
        try (OutputStream out = connection.getOutputStream()) {
          out.write(request.body().get());
        }
      }
      int status = connection.getResponseCode();
      InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
      long date = connection.getHeaderFieldDate("Date", 0);
      return new Answer(
          status,
          date == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(date)),
          body == null ? InputStream.nullInputStream() : body);
    } catch (IOException e) {
      throw absent(e, request.patience());
    }
  }

  /** The same as something that people understand. */
  UnreachableException absent(IOException e, Duration patience) {
    return new UnreachableException(
        switch (e) {
          case SocketTimeoutException late ->
              "Mooring at " + base + " did not answer within " + seconds(late, patience) + " s.";
          case ConnectException refused -> "Mooring does not answer at " + base + ".";
          default -> "The connection to Mooring at " + base + " broke.";
        },
        e,
        e instanceof SocketTimeoutException late && !isConnecting(late));
  }

  private static long seconds(SocketTimeoutException late, Duration patience) {
    return (isConnecting(late) ? CONNECT_TIMEOUT : patience).toSeconds();
  }

  private static boolean isConnecting(SocketTimeoutException late) {
    return String.valueOf(late.getMessage()).startsWith("Connect");
  }
}
