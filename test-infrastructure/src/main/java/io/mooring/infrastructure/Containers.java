package io.mooring.infrastructure;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * Both as containers of a Docker engine on this machine, from the images of {@code deploy/images}.
 * They use this machine's network and listen on 127.0.0.1 alone: so a port stays the same over stop
 * and start, nobody else can reach it, and the engine need not change the firewall.
 */
final class Containers implements Infrastructure {
  static final String BROKER_IMAGE = "localhost/mooring-broker:latest";
  static final String DATABASE_IMAGE = "localhost/mooring-postgresql:latest";
  // A busy machine with two cores once took 55 s.
  private static final Duration READY_WITHIN = Duration.ofSeconds(120);
  private static final String LOOPBACK = "127.0.0.1";
  private static final String USER = "mooring";
  private static final String PASSWORD = "mooring";

  private final int brokerPort = FreePort.next();
  private final int databasePort = FreePort.next();
  private final ContainerServer broker =
      new ContainerServer(
          container(BROKER_IMAGE).withCommand("/data/kafka", "" + brokerPort, "" + FreePort.next()),
          this::awaitBroker);
  private final ContainerServer database =
      new ContainerServer(
          container(DATABASE_IMAGE)
              .withEnv(Map.of("POSTGRES_USER", USER, "POSTGRES_PASSWORD", PASSWORD))
              .withCommand(
                  "postgres", "-c", "listen_addresses=" + LOOPBACK, "-c", "port=" + databasePort),
          this::awaitDatabase);

  private Containers() {}

  static Containers start() {
    require(() -> DockerClientFactory.instance().client());
    Containers containers = new Containers();
    containers.broker.launch();
    containers.database.launch();
    containers.broker.awaitReady();
    containers.database.awaitReady();
    return containers;
  }

  /**
   * Returns when the engine answers and has both images.
   *
   * @param engine gives the engine, or throws what Testcontainers throws when there is none
   * @throws NoContainerEngine when there is none
   * @throws IllegalStateException when it has not got an image
   */
  static void require(Supplier<DockerClient> engine) {
    DockerClient client;
    try {
      client = engine.get();
    } catch (IllegalStateException noEngine) {
      throw new NoContainerEngine(noEngine);
    }
    requireImage(client, BROKER_IMAGE);
    requireImage(client, DATABASE_IMAGE);
  }

  private static void requireImage(DockerClient client, String image) {
    try {
      client.inspectImageCmd(image).exec();
    } catch (NotFoundException absent) {
      throw new IllegalStateException(
          "The Docker engine has no image " + image + ". Make it: deploy/images/build", absent);
    }
  }

  private static GenericContainer<?> container(String image) {
    return new GenericContainer<>(image)
        .withNetworkMode("host")
        .withImagePullPolicy(name -> false)
        .waitingFor(new StartedIsEnough());
  }

  private void awaitBroker() {
    // Kafka's client fills the log with thousands of lines while nobody listens.
    await("the broker's port").until(this::brokerListens);
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", bootstrapServers(), "metadata.recovery.strategy", "none"))) {
      await("the broker").until(() -> !admin.describeCluster().nodes().get().isEmpty());
    }
  }

  private boolean brokerListens() throws IOException {
    try (Socket socket = new Socket(LOOPBACK, brokerPort)) {
      return socket.isConnected();
    }
  }

  private void awaitDatabase() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl());
    await("the database")
        .until(
            () -> {
              try (Connection connection = source.getConnection(USER, PASSWORD)) {
                return connection.isValid(5);
              }
            });
  }

  private static ConditionFactory await(String what) {
    return Awaitility.await(what + " answers").atMost(READY_WITHIN).ignoreExceptions();
  }

  @Override
  public String bootstrapServers() {
    return LOOPBACK + ":" + brokerPort;
  }

  @Override
  public String jdbcUrl() {
    return "jdbc:postgresql://" + LOOPBACK + ":" + databasePort + "/postgres";
  }

  @Override
  public String databaseUser() {
    return USER;
  }

  @Override
  public String databasePassword() {
    return PASSWORD;
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
    broker.container().stop();
    database.container().stop();
  }

  /** Testcontainers would look for ports that are published; ours are not. */
  private static final class StartedIsEnough extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {}
  }
}
