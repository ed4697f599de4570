package io.mooring.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The orchestrator's REST API. Every method throws {@link UnreachableException} when no answer
 * comes and {@link RefusedException} when the answer is a refusal.
 */
public final class ApiClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private final URI base;
  private final Optional<String> token;
  private final HttpClient http;

  /**
   * A client of one server.
   *
   * @param base its address, for example {@code http://127.0.0.1:8480}
   * @param token what it shows of itself with each request, if it has anything
   */
  public ApiClient(URI base, Optional<String> token) {
    this.base = base;
    this.token = token;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  /** Where the server is. */
  public URI address() {
    return base;
  }

  /** All integrations, in the API's JSON. */
  public JsonNode integrations() {
    return all("/api/v1/integrations");
  }

  /** One integration, in the API's JSON. */
  public JsonNode integration(String name) {
    return get("/api/v1/integrations/" + segment(name));
  }

  /** The sagas of one integration, newest first. */
  public List<Saga> sagas(String integration) {
    JsonNode answer = all("/api/v1/integrations/" + segment(integration) + "/sagas");
    return Json.list(answer.path("items"), Saga::from);
  }

  /** One saga, in the API's JSON. */
  public JsonNode saga(String id) {
    return get("/api/v1/sagas/" + segment(id));
  }

  /** The steps of a saga, in the API's JSON. */
  public JsonNode steps(String id) {
    return all("/api/v1/sagas/" + segment(id) + "/steps");
  }

  /**
   * A saga with its steps. The steps of a saga at rest are read after it, so that none looks
   * unfinished.
   */
  public Snapshot snapshot(String id) {
    JsonNode steps = steps(id);
    JsonNode saga = saga(id);
    if (Saga.from(saga).atRest()) {
      steps = steps(id);
    }
    return Snapshot.from(saga, steps);
  }

  /** One page of a saga's history after the given sequence, in the API's JSON. */
  public JsonNode history(String id, long after) {
    return get("/api/v1/sagas/" + segment(id) + "/events?after=" + after);
  }

  /** Stores a document; the integration as it is then, in the API's JSON. */
  public JsonNode store(byte[] document, String mediaType) {
    return send(
        request("/api/v1/integrations")
            .header("Content-Type", mediaType)
            .POST(BodyPublishers.ofByteArray(document)));
  }

  /** Starts a saga; the saga, in the API's JSON. */
  public JsonNode start(String integration, String kind) {
    return post(
        "/api/v1/integrations/" + segment(integration) + "/sagas", Json.object().put("kind", kind));
  }

  /** Runs failed steps again; the API's answer names them. */
  public JsonNode retry(String id, String selector) {
    return post("/api/v1/sagas/" + segment(id) + "/retry", Json.object().put("select", selector));
  }

  /** Makes a link that signs a browser in; the API's answer has its path and when it expires. */
  public JsonNode browserLink() {
    return post("/api/v1/browser-links", Json.object());
  }

  /**
   * Opens the stream of a saga's history; the caller closes it.
   *
   * @param after the sequence of the last entry already known; 0 for all
   */
  public InputStream events(String id, long after) {
    HttpRequest.Builder request =
        request("/api/v1/sagas/" + segment(id) + "/events", "text/event-stream");
    if (after > 0) {
      request.header("Last-Event-ID", Long.toString(after));
    }
    HttpResponse<InputStream> answer = exchange(request.build(), BodyHandlers.ofInputStream());
    if (answer.statusCode() / 100 == 2) {
      return answer.body();
    }
    try (InputStream body = answer.body()) {
      throw refusal(answer.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UnreachableException(describe(e), e);
    }
  }

  /** The items of all pages, as one page. */
  private JsonNode all(String path) {
    ObjectNode whole = Json.object();
    ArrayNode items = whole.putArray("items");
    Optional<String> after = Optional.of("");
    while (after.isPresent()) {
      JsonNode page = get(path + "?after=" + segment(after.get()));
      page.path("items").forEach(items::add);
      after = Json.optionalText(page, "next");
    }
    return whole;
  }

  private JsonNode get(String path) {
    return send(request(path).GET());
  }

  private JsonNode post(String path, JsonNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.compact(body))));
  }

  private HttpRequest.Builder request(String path) {
    return request(path, "application/json, application/problem+json");
  }

  private HttpRequest.Builder request(String path, String accept) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).header("Accept", accept).timeout(ANSWER_TIMEOUT);
    token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    return request;
  }

  private JsonNode send(HttpRequest.Builder request) {
    HttpResponse<String> answer = exchange(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw refusal(answer.statusCode(), answer.body());
    }
    try {
      return Json.parse(answer.body());
    } catch (IllegalArgumentException e) {
      throw new UnreachableException(
          "Something answers at " + base + ", but it is not Mooring. Is --url right?", e);
    }
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new UnreachableException(describe(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted", e);
    }
  }

  /** A gateway's or a starting server's 502–504 is an absence, not a refusal. */
  private RuntimeException refusal(int status, String body) {
    Problem problem = Problem.from(status, body);
    if (status >= 502 && status <= 504) {
      return new UnreachableException(
          base + " is not ready: " + problem.sentence(), new RefusedException(problem));
    }
    return new RefusedException(problem);
  }

  private String describe(IOException e) {
    return switch (e) {
      case HttpConnectTimeoutException timeout ->
          "Mooring at " + base + " did not answer within " + CONNECT_TIMEOUT.toSeconds() + " s.";
      case HttpTimeoutException timeout ->
          "Mooring at " + base + " did not answer within " + ANSWER_TIMEOUT.toSeconds() + " s.";
      case ConnectException refused -> "Mooring does not answer at " + base + ".";
      default -> "The connection to Mooring at " + base + " broke.";
    };
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
