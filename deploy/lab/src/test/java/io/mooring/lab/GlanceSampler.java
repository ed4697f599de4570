package io.mooring.lab;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks every controller's glance five times a second whether it is there. */
final class GlanceSampler implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(200);

  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(Lab.CONTROLLERS.size());
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Map<String, List<Sample>> samples = Collections.synchronizedMap(new TreeMap<>());

  /**
   * One question.
   *
   * @param asked when
   * @param ended when the answer, or its refusal, was there
   * @param answered whether a service answered
   */
  record Sample(Instant asked, Instant ended, boolean answered) {}

  /**
   * A time in which a glance did not answer.
   *
   * @param node whose
   * @param from the first question without an answer
   * @param to the last one
   */
  record Outage(String node, Instant from, Instant to) {
    boolean overlaps(Outage other) {
      return !node.equals(other.node) && !from.isAfter(other.to) && !other.from.isAfter(to);
    }
  }

  /** Begins to ask. */
  GlanceSampler() {
    for (String node : Lab.CONTROLLERS) {
      List<Sample> own = Collections.synchronizedList(new ArrayList<>());
      samples.put(node, own);
      URI address = URI.create("http://" + Lab.address(node) + ":9292/versions");
      clock.scheduleAtFixedRate(
          () -> own.add(ask(address)), 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** How often a node was asked. */
  int asked(String node) {
    return samples.get(node).size();
  }

  /** Every time in which one did not answer. */
  List<Outage> outages() {
    List<Outage> outages = new ArrayList<>();
    samples.forEach((node, own) -> outages.addAll(outages(node, List.copyOf(own))));
    return outages;
  }

  @Override
  public void close() {
    clock.shutdown();
    try {
      clock.awaitTermination(20, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }

  private static List<Outage> outages(String node, List<Sample> samples) {
    List<Outage> outages = new ArrayList<>();
    Instant from = null;
    Instant to = null;
    for (Sample sample : samples) {
      if (!sample.answered()) {
        from = from == null ? sample.asked() : from;
        to = sample.ended();
      } else if (from != null) {
        outages.add(new Outage(node, from, to));
        from = null;
      }
    }
    if (from != null) {
      outages.add(new Outage(node, from, to));
    }
    return outages;
  }

  private Sample ask(URI address) {
    Instant asked = Instant.now();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
    boolean answered = false;
    try {
      answered = client.send(request, BodyHandlers.discarding()).statusCode() < 500;
    } catch (IOException silent) {
      // That is what is to be found out.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return new Sample(asked, Instant.now(), answered);
  }
}
