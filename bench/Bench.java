import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Starts sagas through the API and measures how fast they are done. */
final class Bench {
  private static final int CLIENTS = 4;
  private static final int STEPS = 10_000;

  /** Each a plan of the smallest site that a document can describe: 22 steps. */
  private static final int MANY = 1_000;

  private static final int LONE =
      Integer.parseInt(System.getenv().getOrDefault("BENCH_LONE", "60"));
  private static final Duration BRIEF = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMillis(250);

  private final Client client;
  private final Meter meter;
  private final Path times;
  private final Path hold;

  private Bench(Client client, Meter meter, Path run) {
    this.client = client;
    this.meter = meter;
    this.times = run.resolve("participant.txt");
    this.hold = run.resolve("participant.hold");
  }

  /**
   * ARGUMENTS: the API, the token's file, the database's port, its password's file, the folder of
   * the participant, rounds, NAME=PID of processes.
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[5]);
    try (Meter meter =
        new Meter(
            arguments[2], Path.of(arguments[3]), List.of(arguments).subList(6, arguments.length))) {
      Bench bench =
          new Bench(
              new Client(arguments[0], Files.readString(Path.of(arguments[1])).strip()),
              meter,
              Path.of(arguments[4]));
      bench.run(rounds);
    }
  }

  private void run(int rounds) throws Exception {
    int few = steps(10);
    double perCompute = (steps(20) - few) / 10.0;
    double base = few - 10 * perCompute;
    int many = (int) Math.max(1, Math.round((STEPS - base) / perCompute));
    int some = (int) Math.max(1, Math.round((STEPS / 10.0 - base) / perCompute));
    shape("warm-up", "apply", 10, some);
    for (int round = 1; round <= rounds; round++) {
      System.out.printf("round %d%n", round);
      shape("one large saga", "apply", 1, many);
      shape("ten sagas", "apply", 10, some);
      shape("many small sagas", "plan", MANY, 1);
    }
    lone(LONE);
  }

  /** How many steps a saga has; it is run for that. */
  private int steps(int computes) throws Exception {
    Instant began = Instant.now();
    client.start(client.document("probe", computes), "apply");
    return meter.await(began, BRIEF).steps();
  }

  /**
   * The participant answers nothing until all sagas are started, so that the rate is the engine's
   * and not that of the start; the rate from the first request on is told beside it.
   */
  private void shape(String name, String kind, int sagas, int computes) throws Exception {
    List<String> integrations = new ArrayList<>();
    for (int i = 0; i < sagas; i++) {
      integrations.add(client.document("shape", computes));
    }
    Files.createFile(hold);
    Meter.Cpu before = meter.cpu();
    Instant first = Instant.now();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<String>> started = new ArrayList<>();
      for (String integration : integrations) {
        started.add(clients.submit(() -> client.start(integration, kind)));
      }
      for (Future<String> one : started) {
        one.get();
      }
    }
    Meter.Cpu stored = meter.cpu();
    Instant released = Instant.now();
    Files.delete(hold);
    Meter.Done done = meter.await(first, LONG);
    Meter.Cpu after = meter.cpu();
    double starting = seconds(first, released);
    double running = seconds(released, done.ended());
    System.out.printf(
        "%-17s %4d sagas, %5d steps: %6.0f steps/s (with starting them by REST, %.2f s: %.0f), %.0f"
            + " steps a transaction%n    us CPU a step: %s; of the start:%s%n",
        name,
        sagas,
        done.steps(),
        done.steps() / running,
        starting,
        done.steps() / (starting + running),
        done.steps() / (double) Math.max(1, meter.transactions(released)),
        after.since(stored, done.steps()),
        stored.since(before, done.steps()));
  }

  private static double seconds(Instant from, Instant until) {
    return Duration.between(from, until).toNanos() / 1e9;
  }

  /** Sagas whose steps run one after the other, since all of them are for one node. */
  private void lone(int sagas) throws Exception {
    List<Double> posts = new ArrayList<>();
    List<Double> firsts = new ArrayList<>();
    List<Double> cycles = new ArrayList<>();
    Map<String, Long> posted = new HashMap<>();
    for (int i = 0; i < sagas; i++) {
      String integration = client.document("lone", 0);
      Instant began = Instant.now();
      String id = client.start(integration, "apply");
      posts.add(seconds(began, Instant.now()) * 1e3);
      posted.put(id, Participant.micros(began));
      meter.await(began, BRIEF);
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
}
