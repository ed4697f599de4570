package io.mooring.openstack.glance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Glance's images, and how it copies them: it takes the request, holds its lock for some looks, and
 * then the image is in the store or the task has failed.
 */
final class CopyingGlance implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOCK = "os_glance_import_task";
  private static final int LOOKS = 2;

  private final HttpServer server;
  private final Map<String, ObjectNode> images = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, Integer> looksLeft = new HashMap<>();
  private final Map<String, String> faults = new HashMap<>();
  private final Map<String, Integer> refusals = new HashMap<>();
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  private CopyingGlance(HttpServer server) {
    this.server = server;
    server.createContext("/v2/images", this::answer);
    server.start();
  }

  static CopyingGlance start() throws IOException {
    return new CopyingGlance(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** An image of three bytes. */
  ObjectNode has(String id, String stores) {
    ObjectNode image =
        JSON.createObjectNode()
            .put("id", id)
            .put("name", "name-of-" + id)
            .put("status", "active")
            .put("size", 3)
            .put("stores", stores)
            .put("os_hash_algo", "sha512")
            .put("os_hash_value", "abc");
    images.put(id, image);
    return image;
  }

  /** Another request, or a glance that died, holds the lock of this image for so many looks. */
  void isBusyWith(String id, int looks) {
    images.get(id).put(LOCK, "a-task");
    looksLeft.put(id, looks);
  }

  /** Copying this image fails, and that is what the task says. */
  void failsAt(String id, String words) {
    faults.put(id, words);
  }

  /** A request to copy this image is refused. */
  void refuses(String id, int status) {
    refusals.put(id, status);
  }

  /** What happened, in that order: {@code copy ID} and {@code copied ID}. */
  List<String> said() {
    return List.copyOf(said);
  }

  JsonNode image(String id) {
    return images.get(id);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/");
    String query = exchange.getRequestURI().getRawQuery();
    if (path.length == 3) {
      ObjectNode list = JSON.createObjectNode();
      list.putArray("images")
          .addAll(query.contains("&") ? List.<ObjectNode>of() : List.copyOf(images.values()));
      send(exchange, 200, list);
    } else if (!images.containsKey(path[3])) {
      send(exchange, 404, JSON.createObjectNode());
    } else if (path.length == 4) {
      send(exchange, 200, look(path[3]));
    } else if (path[4].equals("tasks")) {
      send(exchange, 200, tasks(path[3]));
    } else {
      send(exchange, copy(path[3], JSON.readTree(exchange.getRequestBody())), null);
    }
  }

  private int copy(String id, JsonNode body) {
    if (refusals.containsKey(id)) {
      return refusals.get(id);
    }
    if (images.get(id).has(LOCK)) {
      return 409;
    }
    if (!body.at("/method/name").asText().equals("copy-image")
        || !body.at("/stores/0").asText().equals("rbd")) {
      return 400;
    }
    said.add("copy " + id);
    isBusyWith(id, LOOKS);
    looksLeft.put(id + " ours", 0);
    return 202;
  }

  private ObjectNode look(String id) {
    ObjectNode image = images.get(id);
    if (image.has(LOCK) && looksLeft.merge(id, -1, Integer::sum) < 0) {
      image.remove(LOCK);
      if (!faults.containsKey(id) && looksLeft.containsKey(id + " ours")) {
        image.put("stores", image.path("stores").asText() + ",rbd");
        said.add("copied " + id);
      }
    }
    return image;
  }

  private ObjectNode tasks(String id) {
    ObjectNode tasks = JSON.createObjectNode();
    tasks
        .putArray("tasks")
        .addObject()
        .put("status", "failure")
        .put("updated_at", "2026-01-01T00:00:00")
        .put("message", faults.getOrDefault(id, ""));
    return tasks;
  }

  private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
    byte[] body = answer == null ? new byte[0] : JSON.writeValueAsBytes(answer);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
