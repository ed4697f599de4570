package io.mooring.infrastructure;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** PostgreSQL from zonky's binaries, on one port and one data folder for its whole life. */
final class LocalDatabase implements Server {
  static final String USER = "postgres";
  // Zonky's server trusts everybody on this machine; drivers want to send something all the same.
  static final String PASSWORD = "postgres";

  private final Path data;
  private final int port = FreePort.next();
  private EmbeddedPostgres postgres;

  LocalDatabase(Path data) {
    this.data = data;
  }

  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  @Override
  public void start() {
    try {
      postgres =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setPort(port)
              // What was committed must outlive a kill, as it does in production.
              .setServerConfig("synchronous_commit", "on")
              .start();
    } catch (IOException failure) {
      throw new UncheckedIOException("PostgreSQL did not start", failure);
    }
  }

  @Override
  public void stop() {
    try {
      postgres.close();
      awaitGone();
    } catch (IOException failure) {
      throw new UncheckedIOException("PostgreSQL did not stop", failure);
    }
  }

  @Override
  public void kill() {
    try {
      postmaster()
          .ifPresent(
              postmaster -> {
                var children = postmaster.children().toList();
                postmaster.destroyForcibly();
                children.forEach(ProcessHandle::destroyForcibly);
                postmaster.onExit().join();
                children.forEach(child -> child.onExit().join());
              });
      postgres.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("PostgreSQL could not be killed", failure);
    }
  }

  @Override
  public void suspend() {
    signal(Signal.STOP);
  }

  @Override
  public void resume() {
    signal(Signal.CONT);
  }

  private void signal(Signal signal) {
    try {
      postmaster().ifPresent(signal::to);
    } catch (IOException failure) {
      throw new UncheckedIOException("PostgreSQL could not be told", failure);
    }
  }

  private Optional<ProcessHandle> postmaster() throws IOException {
    return ProcessHandle.of(
        Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst()));
  }

  /**
   * Zonky stops it at the end of the JVM too, at the same time as we do: then it is not yet gone.
   */
  private void awaitGone() {
    Instant deadline = Instant.now().plusSeconds(10);
    while (Files.exists(data.resolve("postmaster.pid")) && Instant.now().isBefore(deadline)) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
