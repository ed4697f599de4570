package io.mooring.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The orchestrator's REST API. Every method throws {@link UnreachableException} when no answer
 * comes and {@link RefusedException} when the answer is a refusal.
 */
public final class ApiClient {
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** Servers send a comment every 15 s, so a longer silence is a dead connection. */
  private static final Duration SILENCE = Duration.ofSeconds(50);

  private final URI base;
  private final Optional<String> token;
  private final HttpWire wire;

  /**
   * A client of one server.
   *
   * @param base its address, for example {@code http://127.0.0.1:8480}
   * @param token what it shows of itself with each request, if it has anything
   */
  public ApiClient(URI base, Optional<String> token) {
    this.base = base;
    this.token = token;
    this.wire = new HttpWire(base);
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

  /** One step with what its attempts ran, in the API's JSON. */
  public JsonNode step(String saga, String name) {
    return get("/api/v1/sagas/" + segment(saga) + "/steps/" + segment(name));
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
    return document("/api/v1/integrations", document, mediaType);
  }

  /** What is wrong with a document, in the API's JSON. Nothing is stored. */
  public JsonNode check(byte[] document, String mediaType) {
    return document("/api/v1/integrations/check", document, mediaType);
  }

  private JsonNode document(String path, byte[] document, String mediaType) {
    Map<String, String> headers = Map.of("Content-Type", mediaType);
    return send(request("POST", path, headers, Optional.of(document)));
  }

  /** The document of an integration as it was written. */
  public String source(String integration) {
    HttpWire.Request request =
        request(
            "GET",
            "/api/v1/integrations/" + segment(integration) + "/source",
            Map.of("Accept", "application/yaml, application/problem+json"),
            Optional.empty(),
            ANSWER);
    return text(opened(request), ANSWER);
  }

  /**
   * Starts a saga; the saga, in the API's JSON.
   *
   * @param request what the API takes: kind, plan, prove, wait, why, …
   */
  public JsonNode start(String integration, JsonNode request) {
    return post("/api/v1/integrations/" + segment(integration) + "/sagas", request);
  }

  /**
   * Gives an order; the API's answer.
   *
   * @param version the version of the saga that was seen; empty when it does not matter
   */
  public JsonNode order(String id, String order, JsonNode request, OptionalLong version) {
    Map<String, String> headers = new LinkedHashMap<>(Map.of("Content-Type", "application/json"));
    version.ifPresent(seen -> headers.put("If-Match", "\"" + seen + "\""));
    return send(
        request(
            "POST",
            "/api/v1/sagas/" + segment(id) + "/" + order,
            headers,
            Optional.of(Json.compact(request).getBytes(StandardCharsets.UTF_8))));
  }

  /** What a saga that looks has found, node by node, in the API's JSON. */
  public JsonNode plan(String id) {
    return get("/api/v1/sagas/" + segment(id) + "/plan");
  }

  /** All error codes, in the API's JSON. */
  public JsonNode errorCodes() {
    return get("/api/v1/reference/error-codes");
  }

  /** The JSON Schema of the integration document. */
  public JsonNode documentSchema() {
    return get("/api/v1/reference/document-schema");
  }

  /** Who the server takes the caller for, in the API's JSON. */
  public JsonNode me() {
    return get("/api/v1/me");
  }

  /** The services with their replicas and their backlog, in the API's JSON. */
  public JsonNode services() {
    return get("/api/v1/services");
  }

  /**
   * How the server says it is; also one that is not ready says something.
   *
   * @param patience how long it may say nothing
   */
  public ServerHealth health(Duration patience) {
    HttpWire.Answer answer =
        wire.send(request("GET", "/q/health", Map.of(), Optional.empty(), patience));
    try {
      return ServerHealth.from(answer.date(), Json.parse(text(answer, patience)));
    } catch (IllegalArgumentException e) {
      throw notMooring(e);
    }
  }

  /** Makes a link that signs a browser in; the API's answer has its path and when it expires. */
  public JsonNode browserLink() {
    return post("/api/v1/browser-links", Json.object());
  }

  /** Opens the whole history of an integration, a line of JSON an entry; the caller closes it. */
  public InputStream wholeHistory(String integration) {
    return history("/api/v1/integrations/" + segment(integration) + "/history");
  }

  /** The same of one of its sagas only. */
  public InputStream wholeHistory(String integration, String saga) {
    return history(
        "/api/v1/integrations/" + segment(integration) + "/history?saga=" + segment(saga));
  }

  private InputStream history(String path) {
    return opened(
            request(
                "GET",
                path,
                Map.of("Accept", "application/jsonl, application/problem+json"),
                Optional.empty(),
                SILENCE))
        .body();
  }

  /**
   * Opens the stream of a saga's history; the caller closes it.
   *
   * @param after the sequence of the last entry already known; 0 for all
   */
  public InputStream events(String id, long after) {
    Map<String, String> headers = new LinkedHashMap<>(Map.of("Accept", "text/event-stream"));
    if (after > 0) {
      headers.put("Last-Event-ID", Long.toString(after));
    }
    String path = "/api/v1/sagas/" + segment(id) + "/events";
    return opened(request("GET", path, headers, Optional.empty(), SILENCE)).body();
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
    return send(request("GET", path, Map.of(), Optional.empty()));
  }

  private JsonNode post(String path, JsonNode body) {
    return document(path, Json.compact(body).getBytes(StandardCharsets.UTF_8), "application/json");
  }

  private HttpWire.Request request(
      String method, String path, Map<String, String> extra, Optional<byte[]> body) {
    Map<String, String> headers = new LinkedHashMap<>(extra);
    headers.put("Accept", "application/json, application/problem+json");
    return request(method, path, headers, body, ANSWER);
  }

  private HttpWire.Request request(
      String method,
      String path,
      Map<String, String> headers,
      Optional<byte[]> body,
      Duration patience) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    token.ifPresent(value -> all.put("Authorization", "Bearer " + value));
    return new HttpWire.Request(method, path, all, body, patience);
  }

  private JsonNode send(HttpWire.Request request) {
    String text = text(opened(request), request.patience());
    try {
      return Json.parse(text);
    } catch (IllegalArgumentException e) {
      throw notMooring(e);
    }
  }

  /** What is answered, once it is no refusal. */
  private HttpWire.Answer opened(HttpWire.Request request) {
    HttpWire.Answer answer = wire.send(request);
    if (!answer.good()) {
      throw refusal(answer.status(), text(answer, request.patience()));
    }
    return answer;
  }

  private UnreachableException notMooring(IllegalArgumentException e) {
    return new UnreachableException(
        "Something answers at " + base + ", but it is not Mooring. Is --url right?", e);
  }

  private String text(HttpWire.Answer answer, Duration patience) {
    try {
      return answer.text();
    } catch (IOException e) {
      throw wire.absent(e, patience);
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

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
