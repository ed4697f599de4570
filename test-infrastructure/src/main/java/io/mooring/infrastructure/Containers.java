package io.mooring.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Both as containers of a Docker engine; the images can be chosen by system properties. */
final class Containers implements Infrastructure {
  private static final int KAFKA_PORT = 9092;
  private static final int POSTGRES_PORT = 5432;

  private final KafkaContainer kafka;
  private final PostgreSQLContainer postgres;

  private Containers(KafkaContainer kafka, PostgreSQLContainer postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  static Containers start() {
    requireEngine();
    KafkaContainer kafka =
        new KafkaContainer(System.getProperty("mooring.kafka-image", "apache/kafka-native:4.1.1"))
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    PostgreSQLContainer postgres =
        new PostgreSQLContainer(System.getProperty("mooring.postgres-image", "postgres:18-alpine"));
    // A port that the engine chooses would be another one after stop and start.
    kafka.setPortBindings(List.of(freePort() + ":" + KAFKA_PORT));
    postgres.setPortBindings(List.of(freePort() + ":" + POSTGRES_PORT));
    kafka.start();
    postgres.start();
    return new Containers(kafka, postgres);
  }

  @Override
  public String bootstrapServers() {
    return kafka.getBootstrapServers();
  }

  @Override
  public String jdbcUrl() {
    return postgres.getJdbcUrl();
  }

  @Override
  public String databaseUser() {
    return postgres.getUsername();
  }

  @Override
  public String databasePassword() {
    return postgres.getPassword();
  }

  @Override
  public Server broker() {
    return new ContainerServer(kafka);
  }

  @Override
  public Server database() {
    return new ContainerServer(postgres);
  }

  @Override
  public void close() {
    kafka.stop();
    postgres.stop();
  }

  private static void requireEngine() {
    try {
      DockerClientFactory.instance().client();
    } catch (IllegalStateException noEngine) {
      throw new NoContainerEngine(noEngine);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Works on the container itself, not by Testcontainers, which would make a new one. */
  private record ContainerServer(GenericContainer<?> container) implements Server {
    @Override
    public void stop() {
      container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void kill() {
      container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void start() {
      container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    }
  }
}
