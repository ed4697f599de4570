package io.mooring.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Runs one Kafka node until it is told to stop: {@code Broker DIRECTORY PORT CONTROLLER-PORT
 * [stop-with-stdin]}. SIGTERM stops it cleanly; with {@code stop-with-stdin} so does the end of its
 * standard input, that is, the end of the process which started it, however that ended.
 */
public final class Broker {
  private Broker() {}

  /**
   * Starts the node and returns when it has stopped.
   *
   * @throws Exception when the data cannot be read or a port is taken
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 3) {
      throw new IllegalArgumentException(
          "usage: Broker DIRECTORY PORT CONTROLLER-PORT [stop-with-stdin]");
    }
    BrokerConfiguration configuration =
        new BrokerConfiguration(
            Path.of(arguments[0]).toAbsolutePath(),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]));
    formatOnce(configuration);
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(configuration.properties(), false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    server.startup();
    if (arguments.length > 3) {
      Thread.ofPlatform().daemon().name("stdin").start(Broker::exitWithStandardInput);
    }
    server.awaitShutdown();
  }

  private static void formatOnce(BrokerConfiguration configuration) throws Exception {
    Path directory = configuration.directory();
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(directory);
    new Formatter()
        .setPrintStream(System.out)
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(BrokerConfiguration.NODE)
        .setDirectories(List.of(directory.toString()))
        .setMetadataLogDirectory(directory.toString())
        .setControllerListenerName(BrokerConfiguration.CONTROLLER_LISTENER)
        .setIgnoreFormatted(true)
        .setReleaseVersion(MetadataVersion.latestProduction())
        .run();
  }

  private static void stop(KafkaRaftServer server) {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void exitWithStandardInput() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException closed) {
      // A broken pipe says the same as its end.
    }
    System.exit(0);
  }
}
