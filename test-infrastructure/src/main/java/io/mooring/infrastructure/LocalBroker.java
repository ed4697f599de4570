package io.mooring.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** The broker of deploy/broker as a child process: its Kafka never meets the client's. */
final class LocalBroker implements Server {
  // A busy machine with two cores once took 55 s.
  private static final Duration READY_WITHIN = Duration.ofSeconds(120);

  private final Path data;
  private final Path log;
  private final int port = FreePort.next();
  private final int controllerPort = FreePort.next();
  private Process process;

  LocalBroker(Path directory) {
    data = directory.resolve("kafka");
    log = directory.resolve("broker.log");
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void start() {
    launch();
    awaitReady();
  }

  /** Starts the process and returns at once; {@link #awaitReady()} is the other half. */
  void launch() {
    Path home = home();
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            home.resolve("classes") + ":" + home.resolve("lib") + "/*",
            "io.mooring.broker.Broker",
            data.toString(),
            String.valueOf(port),
            String.valueOf(controllerPort),
            "stop-with-stdin");
    command.redirectErrorStream(true);
    command.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      process = command.start();
    } catch (IOException failure) {
      throw new UncheckedIOException("the broker did not start", failure);
    }
  }

  void awaitReady() {
    Instant deadline = Instant.now().plus(READY_WITHIN);
    try (Admin admin =
        Admin.create(
            Map.of("bootstrap.servers", bootstrapServers(), "reconnect.backoff.max.ms", 200))) {
      while (!answers(admin)) {
        if (!process.isAlive() || Instant.now().isAfter(deadline)) {
          throw new IllegalStateException("the broker does not answer; its last words:\n" + tail());
        }
      }
    }
  }

  @Override
  public void stop() {
    process.destroy();
    process.onExit().join();
  }

  @Override
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void suspend() {
    Signal.STOP.to(process.toHandle());
  }

  @Override
  public void resume() {
    Signal.CONT.to(process.toHandle());
  }

  private static boolean answers(Admin admin) {
    try {
      return !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException notYet) {
      return false;
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the broker starts", interruption);
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException failure) {
      return log + " cannot be read: " + failure;
    }
  }

  private static Path home() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path target = folder.resolve("deploy/broker/target");
      if (Files.isDirectory(target.resolve("lib"))) {
        return target;
      }
    }
    throw new IllegalStateException(
        "the broker is not built; build it once: mvn -pl deploy/broker -am install -DskipTests");
  }
}
