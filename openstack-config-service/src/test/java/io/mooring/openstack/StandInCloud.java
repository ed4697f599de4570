package io.mooring.openstack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keystone, glance, cinder and nova as they answer over HTTP, on one port of this machine. Each
 * call to Keystone gives another token, and only tokens that it gave are taken.
 */
public final class StandInCloud implements AutoCloseable {
  public static final String PASSWORD = "correct horse battery";
  public static final String PROJECT = "a6944d763bf64ee6a275f1263fae0352";
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpServer server;
  private final String scheme;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> tokens = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Integer> statuses = new HashMap<>();
  private final ArrayNode catalogue = JSON.createArrayNode();
  private int given;
  private int takesFrom;
  private Instant ends = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

  private StandInCloud(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", this::answer);
    server.start();
    everywhere("RegionOne");
  }

  public static StandInCloud start() throws IOException {
    return new StandInCloud(HttpServer.create(anyPort(), 0), "http");
  }

  /**
   * The same over TLS.
   *
   * @param directory where the certificate {@code ca.crt} goes, which nobody else vouches for
   */
  public static StandInCloud startWithTls(Path directory) throws Exception {
    return new StandInCloud(
        OwnAuthority.server(directory, "ip:127.0.0.1,dns:cloud.internal"), "https");
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Writes the credential {@code cloud}. */
  public StandInCloud credential(Path directory, String... lines) throws IOException {
    Files.writeString(
        directory.resolve("cloud.yaml"),
        "auth_url: %s/identity/v3\nusername: mooring\npassword: %s\nproject_name: admin\n%s\n"
            .formatted(address(), PASSWORD, String.join("\n", lines)));
    return this;
  }

  public String address() {
    return "%s://127.0.0.1:%d".formatted(scheme, port());
  }

  /** What a path that begins so is answered with from now on. */
  public StandInCloud answers(String path, int status) {
    statuses.put(path, status);
    return this;
  }

  /** What Keystone says of the end of its tokens. */
  public StandInCloud tokensEnd(Instant when) {
    ends = when;
    return this;
  }

  /** Takes no token at all. */
  public void refusesTokens() {
    takesFrom = Integer.MAX_VALUE;
  }

  /** Does not take the first token that Keystone gives, as if it had expired meanwhile. */
  public void expiresOnce() {
    takesFrom = 2;
  }

  /** The paths that were asked for, with their queries. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** The catalogue has nothing any more. */
  public StandInCloud nowhere() {
    catalogue.removeAll();
    return this;
  }

  /** The catalogue has this cloud's own services in a region. */
  public StandInCloud everywhere(String region) {
    return at("image", "internal", region, address() + "/image")
        .at("volumev3", "internal", region, address() + "/volume/v3/" + PROJECT)
        .at("compute", "internal", region, address() + "/compute/v2.1");
  }

  /** The catalogue has a service somewhere. */
  public StandInCloud at(String type, String side, String region, String url) {
    ObjectNode service = catalogue.addObject().put("type", type);
    for (int at = 0; at < catalogue.size() - 1; at++) {
      if (catalogue.get(at).path("type").asText().equals(type)) {
        catalogue.remove(catalogue.size() - 1);
        service = (ObjectNode) catalogue.get(at);
      }
    }
    service
        .withArray("endpoints")
        .addObject()
        .put("interface", side)
        .put("region_id", region)
        .put("url", url);
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(exchange.getRequestURI().toString());
    exchange.getRequestBody().readAllBytes();
    int wanted =
        statuses.entrySet().stream()
            .filter(entry -> path.startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(0);
    if (path.startsWith("/identity")) {
      token(exchange, wanted == 0 ? 201 : wanted);
    } else if (path.endsWith("/versions")) {
      send(exchange, wanted == 0 ? 300 : wanted, "{}");
    } else if (!tokens.contains(exchange.getRequestHeaders().getFirst("X-Auth-Token"))) {
      send(exchange, 401, "{}");
    } else {
      send(exchange, wanted == 0 ? 200 : wanted, list(path));
    }
  }

  private static String list(String path) {
    return path.endsWith("os-services")
        ? "{\"services\": [{\"state\": \"up\"}, {\"state\": \"down\"}]}"
        : "{\"images\": [], \"volumes\": []}";
  }

  private void token(HttpExchange exchange, int status) throws IOException {
    String token = "token-" + ++given;
    if (status == 201 && given >= takesFrom) {
      tokens.add(token);
    }
    ObjectNode body = JSON.createObjectNode();
    ObjectNode told = body.putObject("token").put("expires_at", ends.toString());
    told.putObject("project").put("id", PROJECT);
    told.set("catalog", catalogue);
    exchange.getResponseHeaders().add("X-Subject-Token", token);
    send(exchange, status, body.toString());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
