import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Starts sagas through the API and measures how fast they are done. */
final class Bench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private final String token;
  private final Path times;
  private final Map<String, Long> processes = new LinkedHashMap<>();
  private int names;

  private Bench(String[] arguments) throws IOException {
    url = arguments[0];
    token = Files.readString(Path.of(arguments[1])).strip();
    times = Path.of(arguments[2]);
    for (int i = 4; i < arguments.length; i++) {
      String[] parts = arguments[i].split("=");
      processes.put(parts[0], Long.parseLong(parts[1]));
    }
  }

  /**
   * ARGUMENTS: the API, the token's file, the participant's file, rounds, NAME=PID of processes.
   */
  public static void main(String[] arguments) throws Exception {
    Bench bench = new Bench(arguments);
    int rounds = Integer.parseInt(arguments[3]);
    int few = bench.total(bench.start(bench.document("probe", 10)));
    int more = bench.total(bench.start(bench.document("probe", 20)));
    double perCompute = (more - few) / 10.0;
    int base = (int) (few - 10 * perCompute);
    int many = (int) Math.max(1, Math.round((10_000 - base) / perCompute));
    int some = (int) Math.max(1, Math.round((1_000 - base) / perCompute));
    bench.shape("warm-up, 10 sagas", 10, some);
    for (int round = 1; round <= rounds; round++) {
      System.out.printf("round %d%n", round);
      bench.shape("1 x 10 000", 1, many);
      bench.shape("10 x 1 000", 10, some);
      bench.shape("smallest documents", 10_000 / Math.max(1, bench.smallest()), 1);
    }
    bench.lone(40);
  }

  private int smallest() throws Exception {
    return total(start(document("probe", 1)));
  }

  private void shape(String name, int sagas, int computes) throws Exception {
    List<String> integrations = new ArrayList<>();
    for (int i = 0; i < sagas; i++) {
      integrations.add(document("shape", computes));
    }
    Map<String, Long> before = ticks();
    List<String> ids = new ArrayList<>();
    long began = System.nanoTime();
    long first = 0;
    for (String integration : integrations) {
      ids.add(post(integration));
      first = first == 0 ? System.currentTimeMillis() : first;
    }
    double stored = (System.nanoTime() - began) / 1e9;
    long ended = 0;
    int steps = 0;
    for (String id : ids) {
      JsonNode saga = await(id);
      ended = Math.max(ended, Instant.parse(saga.path("endedAt").asText()).toEpochMilli());
      steps += saga.path("total").asInt();
    }
    Map<String, Long> after = ticks();
    StringBuilder cpu = new StringBuilder();
    int all = steps;
    after.forEach(
        (process, used) ->
            cpu.append(" %s %d".formatted(process, (used - before.get(process)) * 10_000 / all)));
    System.out.printf(
        "%-20s %3d sagas, %5d steps: %6.0f steps/s (starting them by REST %.2f s) | us CPU a"
            + " step:%s%n",
        name, sagas, steps, steps / ((ended - first) / 1e3), stored, cpu);
  }

  /** Sagas whose steps run one after the other, since all of them are for one node. */
  private void lone(int sagas) throws Exception {
    List<Double> posts = new ArrayList<>();
    List<Double> firsts = new ArrayList<>();
    List<Double> cycles = new ArrayList<>();
    Map<String, Long> posted = new HashMap<>();
    for (int i = 0; i < sagas; i++) {
      String integration = document("lone", 0);
      long at = System.currentTimeMillis() * 1000 + Instant.now().getNano() / 1000 % 1000;
      long began = System.nanoTime();
      String id = post(integration);
      posts.add((System.nanoTime() - began) / 1e6);
      posted.put(id, at);
      await(id);
    }
    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    Map<String, Long> last = new HashMap<>();
    for (String line : Files.readAllLines(times)) {
      String[] parts = line.split(" ");
      long at = Long.parseLong(parts[1]);
      Long former = last.put(parts[0], at);
      if (former != null) {
        cycles.add((at - former) / 1e3);
      } else if (posted.containsKey(parts[0])) {
        firsts.add((at - posted.get(parts[0])) / 1e3);
      }
    }
    print("lone step: command to next command", cycles);
    print("POST of a saga, answered", posts);
    print("POST of a saga to its first command", firsts);
  }

  private static void print(String what, List<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    System.out.printf(
        "%-38s n %5d  p50 %6.2f  p90 %6.2f  p99 %6.2f ms%n",
        what, sorted.length, at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99));
  }

  private static double at(double[] sorted, double part) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * part)];
  }

  /** Submits a document; without computes everything is on one node. */
  private String document(String kind, int computes) throws Exception {
    String name = kind + "-" + ++names;
    StringBuilder nodes = new StringBuilder();
    nodes.append(
        computes == 0
            ? "  all-in-one: {address: 10.77.0.11, roles: [ceph-admin, controller, compute]}\n"
            : "  mon: {address: 10.77.0.10, roles: [ceph-admin]}\n"
                + "  controller: {address: 10.77.0.11, roles: [controller]}\n");
    for (int i = 0; i < computes; i++) {
      nodes.append(
          "  c%d: {address: 10.78.%d.%d, roles: [compute]}\n".formatted(i, i / 250, i % 250 + 1));
    }
    String controller = computes == 0 ? "all-in-one" : "controller";
    String yaml =
        """
        apiVersion: mooring/v1
        name: %s
        ssh: {user: ops, credential: lab}
        nodes:
        %sceph:
          pools:
            images:  {name: openstack-images}
            volumes: {name: openstack-volumes}
            vms:     {name: openstack-vms}
        glance: {}
        cinder: {apiNode: %s}
        openstack: {auth: none, project: 0123456789abcdef0123456789abcdef}
        """
            .formatted(name, nodes, controller);
    send("/api/v1/integrations", "application/yaml", yaml);
    return name;
  }

  private JsonNode start(String integration) throws Exception {
    return await(post(integration));
  }

  private int total(JsonNode saga) {
    return saga.path("total").asInt();
  }

  private String post(String integration) throws Exception {
    return send(
            "/api/v1/integrations/" + integration + "/sagas",
            "application/json",
            "{\"kind\":\"apply\"}")
        .path("id")
        .asText();
  }

  private JsonNode await(String saga) throws Exception {
    long limit = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (System.nanoTime() < limit) {
      JsonNode found =
          JSON.readTree(
              client
                  .send(
                      request("/api/v1/sagas/" + saga).GET().build(),
                      HttpResponse.BodyHandlers.ofString())
                  .body());
      String state = found.path("state").asText();
      if (state.equals("succeeded")) {
        return found;
      }
      if (!state.equals("running")) {
        throw new IllegalStateException("saga " + saga + " is " + found);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new IllegalStateException("saga " + saga + " does not end");
  }

  private JsonNode send(String path, String type, String body) throws Exception {
    HttpResponse<String> response =
        client.send(
            request(path)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Authorization", "Bearer " + token);
  }

  /** What each process has used so far, in hundredths of a second; with its children. */
  private Map<String, Long> ticks() {
    Map<String, Long> used = new LinkedHashMap<>();
    processes.forEach((name, pid) -> used.put(name, ticks(ProcessHandle.of(pid).orElseThrow())));
    return used;
  }

  private static long ticks(ProcessHandle process) {
    long children = process.children().mapToLong(Bench::ticks).sum();
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return children + Arrays.stream(fields, 11, 15).mapToLong(Long::parseLong).sum();
    } catch (IOException gone) {
      return children;
    }
  }
}
