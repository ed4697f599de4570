package io.mooring.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Serves a recorded saga over real HTTP, by the paths of the REST API. */
final class RecordedServer implements AutoCloseable {
  private static final String OTHER = "01900000-0000-7000-8000-00000000000f";
  private static final String SAGA = "/api/v1/sagas/" + RecordedSaga.ID;

  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<String> versions = new CopyOnWriteArrayList<>();
  final List<String> authorizations = new CopyOnWriteArrayList<>();
  final List<String> resumedAfter = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final RecordedSaga saga;
  private final int entriesPerConnection;
  private volatile boolean busy;
  private volatile boolean stranger;
  private volatile boolean moved;
  private volatile boolean verified;
  private volatile boolean troubled;
  private volatile String sick = "";

  /** Cuts each event stream after so many entries. */
  RecordedServer(RecordedSaga saga, int port, int entriesPerConnection) throws IOException {
    this.saga = saga;
    this.entriesPerConnection = entriesPerConnection;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on another saga is in the way. */
  void becomeBusy() {
    busy = true;
  }

  /** From now on what was looked at finds the same problem on two nodes. */
  void trouble() {
    troubled = true;
  }

  /** From now on something has happened to the saga since it was looked at. */
  void move() {
    moved = true;
  }

  /** From now on the newest saga is a verification, after the apply. */
  void verify() {
    verified = true;
  }

  /** From now on the broker is away. */
  void loseBroker() {
    sick = "step.events: the broker is away";
  }

  /** From now on the broker takes connections and answers nothing. */
  void hangBroker() {
    sick = "broker: hangs: it takes connections, and gives no answer within 3 s";
  }

  /** From now on nobody is known. */
  void knowNobody() {
    stranger = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(exchange.getRequestMethod() + " " + path + " " + body);
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    try (exchange) {
      if (path.equals("/q/health")) {
        send(exchange, sick.isEmpty() ? 200 : 503, health());
        return;
      }
      if (stranger) {
        send(exchange, 401, UNKNOWN);
        return;
      }
      boolean post = exchange.getRequestMethod().equals("POST");
      switch (path) {
        case "/api/v1/integrations" -> {
          if (post && body.contains("Bad_Name")) {
            send(exchange, 422, REFUSAL);
          } else {
            send(exchange, post ? 201 : 200, post ? INTEGRATION : "{\"items\":[" + item() + "]}");
          }
        }
        case "/api/v1/integrations/site" -> {
          ObjectNode integration = (ObjectNode) new ObjectMapper().readTree(INTEGRATION);
          send(exchange, 200, integration.set("saga", newest()).toString());
        }
        case "/api/v1/integrations/check" ->
            send(exchange, 200, body.contains("Bad_Name") ? INVALID : VALID);
        case "/api/v1/integrations/site/source" -> send(exchange, 200, SOURCE);
        case "/api/v1/integrations/site/history" -> send(exchange, 200, history());
        case "/api/v1/integrations/site/sagas" -> {
          if (post) {
            send(exchange, busy ? 409 : 202, busy ? BUSY : saga.saga().toString());
          } else {
            ObjectNode plan = saga.saga().put("kind", "plan").put("state", "succeeded");
            send(exchange, 200, "{\"items\":[" + newest() + "," + saga.saga() + "," + plan + "]}");
          }
        }
        case "/api/v1/me" -> send(exchange, 200, "{\"name\":\"anna\",\"roles\":[\"viewer\"]}");
        case "/api/v1/services" -> send(exchange, 200, SERVICES);
        case "/api/v1/browser-links" -> send(exchange, 201, LINK);
        case SAGA -> send(exchange, 200, saga.saga().toString());
        case SAGA + "/steps" -> send(exchange, 200, saga.stepList().toString());
        case SAGA + "/steps/" + RecordedSaga.FIRST -> send(exchange, 200, saga.first().toString());
        case SAGA + "/plan" -> send(exchange, 200, troubled ? TROUBLE : PLAN);
        case SAGA + "/retry", SAGA + "/skip", SAGA + "/cancel" -> order(exchange);
        case SAGA + "/rollback" -> send(exchange, 202, saga.saga().put("id", OTHER).toString());
        case "/api/v1/reference/error-codes" -> send(exchange, 200, CODES);
        case "/api/v1/reference/document-schema" -> send(exchange, 200, SCHEMA);
        case SAGA + "/events" -> events(exchange);
        default -> send(exchange, 404, "{\"title\":\"Not found\",\"status\":404}");
      }
    }
  }

  private ObjectNode newest() {
    return verified ? saga.saga().put("id", OTHER).put("kind", "verify") : saga.saga();
  }

  private void order(HttpExchange exchange) throws IOException {
    versions.add(String.valueOf(exchange.getRequestHeaders().getFirst("If-Match")));
    String order = exchange.getRequestURI().getPath().substring(SAGA.length() + 1);
    ObjectNode answer = new ObjectMapper().createObjectNode().put("order", order);
    answer.putArray("steps").add("check-node@openstack-compute02");
    answer.set("saga", saga.saga());
    send(exchange, moved ? 412 : 202, moved ? MOVED : answer.toString());
  }

  private String health() {
    return """
    {"status":"%s","checks":[
     {"name":"Database connections health check","status":"UP","data":{"<default>":"UP"}},
     {"name":"Mooring topics","status":"%s","data":{%s}},
     {"name":"Mooring background work","status":"UP","data":{"mooring-writer":"working"}}]}
    """
        .formatted(
            sick.isEmpty() ? "UP" : "DOWN",
            sick.isEmpty() ? "UP" : "DOWN",
            sick.isEmpty() ? "" : "\"" + sick.replaceFirst(": ", "\":\"") + "\"");
  }

  private static final String SERVICES =
      """
      {"items":[
       {"name":"ceph","group":"mooring-ceph","topic":"ceph.commands","partitions":12,"backlog":3,
        "longest":1,"sent":0,"waiting":0,
        "replicas":[{"id":"a","host":"/127.0.0.1","partitions":12}]},
       {"name":"orchestrator","group":"","topic":"step.events","partitions":12,"backlog":0,
        "longest":0,"sent":0,"waiting":0,"replicas":[]}]}
      """;

  private String history() {
    return saga.historyAfter(0).stream().map(saga::withRuns).collect(Collectors.joining("\n"));
  }

  private static final String VALID = "{\"valid\":true,\"errors\":[]}";
  private static final String INVALID =
      "{\"valid\":false,\"errors\":[{\"pointer\":\"/ceph/pools/1/name\",\"code\":\"PATTERN\","
          + "\"message\":\"only lower case\"}]}";
  private static final String SOURCE = "name: site\nceph:\n  cluster: ceph # as ever\n";
  private static final String MOVED =
      """
      {"type":"urn:mooring:problem:saga-moved","title":"Something has happened","status":412,
       "code":"saga-moved","detail":"It is at version 8 now. Look at it again, then decide."}
      """;
  private static final String CODES =
      """
      {"items":[{"code":"NODE_UNREACHABLE","category":"node","retryable":true,
       "next":"Is the node up?"}]}
      """;
  private static final String SCHEMA =
      """
      {"type":"object","required":["ceph"],"properties":{"ceph":{"$ref":"#/$defs/ceph"}},
       "$defs":{"ceph":{"type":"object","properties":{"pools":{"type":"array",
       "description":"The pools.","items":{"type":"object","required":["name"],
       "properties":{"name":{"type":"string","description":"What it is called."}}}}}}}}
      """;
  private static final String PLAN =
      """
      {"saga":"%s","number":1,"integration":"site","generation":1,"complete":true,
       "hash":"p-0123456789ab",
       "totals":{"create":1,"update":2,"delete":0,"restart":2,"nodes":3},
       "nodes":[
        {"node":"ceph-mon-01","steps":[{"step":"create-pool:openstack-images@ceph-mon-01","summary":"","seen":[],
         "changes":[{"kind":"create","subject":"openstack-images","summary":"pool"}],
         "findings":[]}]},
        {"node":"openstack-controller01","steps":[{"step":"configure-glance@openstack-controller01","summary":"","seen":[],
         "changes":[{"kind":"update","subject":"/etc/glance/glance-api.conf","summary":"",
          "diff":"--- a/etc/glance/glance-api.conf\\n+++ b/etc/glance/glance-api.conf\\n@@ -1 +1 @@\\n-stores = file\\n+stores = rbd\\n"}],"findings":[]}]},
        {"node":"openstack-controller02","steps":[{"step":"configure-glance@openstack-controller02","summary":"","seen":[],
         "changes":[{"kind":"update","subject":"/etc/glance/glance-api.conf","summary":"",
          "diff":"--- a/etc/glance/glance-api.conf\\n+++ b/etc/glance/glance-api.conf\\n@@ -1 +1 @@\\n-stores = file\\n+stores = rbd\\n"}],"findings":[]}]}],
       "decisions":[],"unknown":[],
       "restarts":["restart-glance@openstack-controller01","restart-glance@openstack-controller02"]}
      """
          .formatted(RecordedSaga.ID);
  private static final String TROUBLE =
      """
      {"saga":"%s","number":1,"integration":"site","generation":1,"complete":false,
       "totals":{"create":0,"update":0,"delete":0,"restart":0,"nodes":0},
       "nodes":[NODE1,NODE2],
       "decisions":[{"step":"check-node@openstack-compute01","finding":FINDING},
         {"step":"check-node@openstack-compute02","finding":FINDING}],
       "unknown":[{"step":"check-cluster@ceph-mon-01","reason":"No answer from the cluster."}],
       "restarts":[]}
      """
          .formatted(RecordedSaga.ID)
          .replace("NODE1", trouble("openstack-compute01"))
          .replace("NODE2", trouble("openstack-compute02"))
          .replace(
              "FINDING",
              "{\"severity\":\"stop\",\"code\":\"DISK_SPACE_LOW\",\"message\":\"/var has 12 MiB"
                  + " free.\",\"next\":\"Free some space.\",\"key\":\"\",\"choices\":[]}");

  private static String trouble(String node) {
    return "{\"node\":\"%s\",\"steps\":[{\"step\":\"check-node@%s\",\"summary\":\"\",\"seen\":[],"
            .formatted(node, node)
        + "\"changes\":[],\"findings\":[FINDING]}]}";
  }

  private static final String INTEGRATION =
      "{\"name\":\"site\",\"generation\":1,\"state\":\"running\",\"document\":{\"name\":\"site\"},"
          + "\"createdAt\":\"2026-01-01T00:00:00Z\",\"updatedAt\":\"2026-01-01T00:00:00Z\"}";
  private static final String BUSY =
      "{\"title\":\"Conflict\",\"status\":409,\"code\":\"saga-running\","
          + "\"detail\":\"Saga 1 of site is still running.\"}";
  private static final String UNKNOWN =
      "{\"type\":\"urn:mooring:problem:not-authenticated\",\"title\":\"The request does not say who"
          + " sends it\",\"status\":401,\"code\":\"not-authenticated\"}";
  private static final String LINK =
      "{\"path\":\"/open?code=once\",\"expiresAt\":\"2026-01-01T00:05:00Z\"}";
  private static final String REFUSAL =
      "{\"title\":\"The document is not valid\",\"status\":422,\"errors\":[{\"pointer\":"
          + "\"/ceph/pools/1/name\",\"code\":\"PATTERN\",\"message\":\"only lower case\"}]}";

  private String item() {
    return "{\"name\":\"site\",\"generation\":1,\"state\":\"succeeded\",\"saga\":"
        + saga.saga()
        + ",\"createdAt\":\"2026-01-01T00:00:00Z\",\"updatedAt\":\"2026-01-01T00:00:00Z\"}";
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void events(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    if (query != null && query.startsWith("after=")) {
      List<ObjectNode> items = saga.historyAfter(Long.parseLong(query.substring(6)));
      String next = items.isEmpty() ? "0" : items.getLast().path("sequence").asText();
      send(exchange, 200, "{\"items\":" + items + ",\"next\":\"" + next + "\"}");
      return;
    }
    String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    resumedAfter.add(String.valueOf(last));
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    stream(exchange.getResponseBody(), last == null ? 0 : Long.parseLong(last));
  }

  private void stream(OutputStream out, long after) throws IOException {
    long sent = after;
    while (sent - after < entriesPerConnection) {
      boolean rest = saga.atRest();
      List<ObjectNode> entries = saga.historyAfter(sent);
      if (entries.isEmpty() && rest) {
        write(out, "event: end\ndata: {}\n\n");
        return;
      }
      for (ObjectNode entry :
          entries.stream().limit(after + entriesPerConnection - sent).toList()) {
        sent = entry.path("sequence").asLong();
        write(out, "id: " + sent + "\nevent: " + entry.path("type").asText() + "\n");
        write(out, "data: " + entry + "\n\n");
      }
      saga.awaitNews();
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** Plays a saga for people who want to look at the picture: PORT SECONDS COMPUTES [down]. */
  public static void main(String[] arguments) throws Exception {
    RecordedSaga saga = new RecordedSaga(Integer.parseInt(arguments[2]), arguments.length > 3);
    int port = Integer.parseInt(arguments[0]);
    try (RecordedServer server = new RecordedServer(saga, port, 40)) {
      Executors.newScheduledThreadPool(1, Thread.ofPlatform().daemon().factory())
          .scheduleWithFixedDelay(
              saga::advance, 3000, 250, java.util.concurrent.TimeUnit.MILLISECONDS);
      new java.util.concurrent.CountDownLatch(1)
          .await(Long.parseLong(arguments[1]), java.util.concurrent.TimeUnit.SECONDS);
    }
  }
}
