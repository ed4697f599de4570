package io.mooring.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Both as processes of this machine; their data and logs are in the module's target folder. */
final class LocalProcesses implements Infrastructure {
  private final Path directory;
  private final LocalBroker broker;
  private final LocalDatabase database;

  private LocalProcesses(Path directory, LocalBroker broker, LocalDatabase database) {
    this.directory = directory;
    this.broker = broker;
    this.database = database;
  }

  static LocalProcesses start() {
    Path directory = newDirectory();
    LocalBroker broker = new LocalBroker(directory);
    LocalDatabase database = new LocalDatabase(directory.resolve("postgres"));
    broker.launch();
    database.start();
    broker.awaitReady();
    return new LocalProcesses(directory, broker, database);
  }

  @Override
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  @Override
  public String jdbcUrl() {
    return database.jdbcUrl();
  }

  @Override
  public String databaseUser() {
    return LocalDatabase.USER;
  }

  @Override
  public String databasePassword() {
    return LocalDatabase.PASSWORD;
  }

  @Override
  public Server broker() {
    return broker;
  }

  @Override
  public Server database() {
    return database;
  }

  @Override
  public void close() {
    // Its data goes away, so a clean end would only cost time.
    broker.kill();
    database.stop();
    remove(directory.resolve("kafka"));
    remove(directory.resolve("postgres"));
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException leftover) {
      // What cannot be removed lies in the target folder and goes with `mvn clean`.
    }
  }

  private static Path newDirectory() {
    try {
      Path target = Files.createDirectories(Path.of("target", "infrastructure"));
      return Files.createTempDirectory(target.toAbsolutePath(), "run-");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
