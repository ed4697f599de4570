package io.mooring.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes down the arguments and the environment of every process that it sees on this machine;
 * those of the lab's nodes are among them. Young processes are looked at more often, since what is
 * short is what commands on nodes are.
 */
final class ProcessCanary implements AutoCloseable {
  private static final Path PROC = Path.of("/proc");
  private static final int PERIOD_MILLIS = 15;
  private static final int YOUNG = 20;
  private static final int OLD_EVERY = 20;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Integer> ages = new HashMap<>();
  private final Set<String> sightings = ConcurrentHashMap.newKeySet();
  private long rounds;

  /** Begins to look. */
  ProcessCanary() {
    clock.scheduleWithFixedDelay(this::look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Each different argument list and environment, with the process that had it. */
  List<Place> sightings() {
    return sightings.stream()
        .map(text -> new Place(text.substring(0, text.indexOf('\n')), bytes(text)))
        .toList();
  }

  long rounds() {
    return rounds;
  }

  @Override
  public void close() {
    clock.shutdown();
    try {
      clock.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    rounds++;
    Set<String> present = new HashSet<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        String pid = process.getFileName().toString();
        present.add(pid);
        int age = ages.merge(pid, 1, Integer::sum);
        if (age <= YOUNG || age % OLD_EVERY == 0) {
          look(pid, process);
        }
      }
    } catch (IOException gone) {
      // The next round will see what is left.
    }
    ages.keySet().retainAll(present);
  }

  private void look(String pid, Path process) {
    String arguments = content(process.resolve("cmdline"));
    if (!arguments.isEmpty()
        && sightings.add("arguments of process %s%n%s".formatted(pid, arguments))) {
      sightings.add(
          "environment of process %s (%s)%n%s"
              .formatted(
                  pid,
                  arguments.replace('\n', ' ').replace('\0', ' '),
                  content(process.resolve("environ"))));
    }
  }

  private static String content(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return "";
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
