package io.mooring.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A REST API by plain HTTP: the product's, or that of a service on a node. */
final class Api {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final String base;
  private final Map<String, String> headers;

  Api(String base) {
    this(base, Map.of());
  }

  Api(String base, Map<String, String> headers) {
    this.base = base;
    this.headers = headers;
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param bytes the body
   */
  record Answer(String request, int status, byte[] bytes) {
    String body() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return JSON.readTree(bytes);
      } catch (IOException other) {
        throw new AssertionError(this + " is no JSON", other);
      }
    }

    Answer with(int expected) {
      if (status != expected) {
        throw new AssertionError("Not " + expected + ": " + this);
      }
      return this;
    }

    @Override
    public String toString() {
      return request + " -> " + status + " " + body();
    }
  }

  /** The same API, asked for JSON where it could also stream. */
  Api asJson() {
    return with("Accept", "application/json");
  }

  /** The same API, told one thing more. */
  Api with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Api(base, Map.copyOf(more));
  }

  /** What the API says at a path; the test fails unless that is 200. */
  JsonNode read(String path) {
    return get(path).with(200).json();
  }

  Answer get(String path) {
    return send("GET", path, "application/json", BodyPublishers.noBody());
  }

  Answer delete(String path) {
    return send("DELETE", path, "application/json", BodyPublishers.noBody());
  }

  Answer post(String path, JsonNode body) {
    return send("POST", path, "application/json", BodyPublishers.ofString(body.toString()));
  }

  Answer put(String path, byte[] body) {
    return send("PUT", path, "application/octet-stream", BodyPublishers.ofByteArray(body));
  }

  private Answer send(String method, String path, String type, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .method(method, body);
    headers.forEach(request::header);
    try {
      var response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(method + " " + base + path, response.statusCode(), response.body());
    } catch (IOException unreachable) {
      throw new UncheckedIOException(method + " " + base + path, unreachable);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
