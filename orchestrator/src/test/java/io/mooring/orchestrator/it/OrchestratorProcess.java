package io.mooring.orchestrator.it;

import io.mooring.infrastructure.Infrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A second orchestrator, as a process of its own on the same database and broker. */
public final class OrchestratorProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final Path OUTPUT = Path.of("target", "second-orchestrator.log");
  private static final int NO_ANSWER = 0;

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = freePort();
  private final Process process;

  /** Starts it as it is. */
  public OrchestratorProcess() {
    this(List.of());
  }

  /** Starts it with further options of the virtual machine. */
  public OrchestratorProcess(List<String> options) {
    Infrastructure infrastructure = Infrastructure.shared();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dmooring.orchestrator.security.token-file=target/second-token",
                "-Dkafka.bootstrap.servers=" + infrastructure.bootstrapServers(),
                "-Dquarkus.datasource.jdbc.url=" + infrastructure.jdbcUrl(),
                "-Dquarkus.datasource.username=" + infrastructure.databaseUser(),
                "-Dquarkus.datasource.password=" + infrastructure.databasePassword(),
                "-Dquarkus.log.file.enabled=false"));
    command.addAll(options);
    command.addAll(List.of("-jar", JAR.toString()));
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(OUTPUT.toFile())
              .start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Whether it has not ended. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** Whether it says that it writes. */
  public boolean isWriting() {
    return says("This orchestrator writes");
  }

  /** Whether it says that it could not go on writing. */
  public boolean wasCutOff() {
    return says("mooring-writer can't do its work");
  }

  private static boolean says(String words) {
    try {
      return Files.readString(OUTPUT).contains(words);
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Whether it answers that it is alive. */
  public boolean isAlive() {
    return status("/q/health/live") == 200;
  }

  /** Whether it answers that it is ready. */
  public boolean isReady() {
    return status("/q/health/ready") == 200;
  }

  /** Ends it at once, as a power cut would. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private int status(String path) {
    if (!process.isAlive()) {
      throw new AssertionError("the second orchestrator ended; see target/second-orchestrator.log");
    }
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(Duration.ofSeconds(15))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException notYet) {
      return NO_ANSWER;
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(end);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
