package io.mooring.lab;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The four participants as processes that die at crash points, each of them at one after the other;
 * whoever has died is started again, as a service manager does.
 */
final class MortalServices {
  private final Product product;
  private final Map<String, Deque<String>> points = new TreeMap<>();
  private final Map<String, Integer> deaths = new HashMap<>();

  MortalServices(Product product) {
    this.product = product;
  }

  /** A service is to die at these points, one after the other. */
  MortalServices with(String service, String... points) {
    this.points.computeIfAbsent(service, name -> new ArrayDeque<>()).addAll(List.of(points));
    return this;
  }

  /** Starts all of them anew; each has the same first point. */
  void begin(String first) {
    points.forEach(
        (service, left) -> {
          if (!first.equals(left.poll())) {
            throw new IllegalStateException(service + " has another first point than " + first);
          }
          product.kill(process(service));
        });
    product.processes(Map.of("MOORING_CRASH_AT", first), "up");
  }

  /** Starts each of them anew, with the next of its points. */
  void beginAgain() {
    points.forEach(
        (service, left) -> {
          product.kill(process(service));
          startAgain(service);
        });
  }

  /** Starts whoever has died, until it is over. */
  void attendUntil(String what, BooleanSupplier over) {
    await(what)
        .atMost(FirstRun.LONGEST_RUN)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              points.keySet().stream()
                  .filter(this::hasDied)
                  .forEach(
                      service -> {
                        deaths.merge(service, 1, Integer::sum);
                        startAgain(service);
                      });
              return over.getAsBoolean();
            });
  }

  /** How often each has died. */
  Map<String, Integer> deaths() {
    return Map.copyOf(deaths);
  }

  /** What nobody has died at. */
  Map<String, Deque<String>> left() {
    return points;
  }

  private boolean hasDied(String service) {
    return !product.runs(process(service));
  }

  private void startAgain(String service) {
    String next = points.get(service).poll();
    product.processes(
        next == null ? Map.of() : Map.of("MOORING_CRASH_AT", next), "start", process(service));
  }

  private static String process(String service) {
    return service + ".1";
  }
}
