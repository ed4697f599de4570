package io.mooring.infrastructure;

import io.mooring.contracts.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** A real Kafka broker and a real PostgreSQL for tests. */
public interface Infrastructure extends AutoCloseable {
  /** The property that chooses: {@code processes} (the default) or {@code containers}. */
  String CHOICE = "mooring.infrastructure";

  /** Where the broker listens, as {@code host:port}. */
  String bootstrapServers();

  /** Where the database is, without user and password. */
  String jdbcUrl();

  /** Who may do everything in the database. */
  String databaseUser();

  /** The password of {@link #databaseUser()}. */
  String databasePassword();

  /** The broker, to stop, kill and start it. */
  Server broker();

  /** The database, to stop, kill and start it. */
  Server database();

  /** Stops both and removes their data. */
  @Override
  void close();

  /**
   * The one instance of this JVM, started when it is first asked for and stopped with the JVM; with
   * all topics of the bus.
   *
   * @throws NoContainerEngine when containers were asked for and no engine answers
   */
  static Infrastructure shared() {
    return SharedInfrastructure.get();
  }

  /**
   * Starts an instance of the kind that {@link #CHOICE} names, without any topic.
   *
   * @throws NoContainerEngine when containers were asked for and no engine answers
   */
  static Infrastructure start() {
    String choice = System.getProperty(CHOICE, "processes");
    return switch (choice) {
      case "processes" -> LocalProcesses.start();
      case "containers" -> Containers.start();
      default ->
          throw new IllegalArgumentException(
              CHOICE + " is '" + choice + "', but must be 'processes' or 'containers'");
    };
  }

  /**
   * Makes the topics of the bus that are not there yet; brokers of ours make none by themselves.
   */
  default void createTopics() {
    Topics.all().forEach(topic -> createTopic(topic.name(), topic.partitions()));
  }

  /** Makes a topic unless it is there. */
  default void createTopic(String name, int partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException failure) {
      if (!(failure.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("topic " + name + " could not be made", failure.getCause());
      }
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making topic " + name, interruption);
    }
  }
}
