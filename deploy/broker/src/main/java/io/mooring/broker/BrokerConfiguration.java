package io.mooring.broker;

import java.nio.file.Path;
import java.util.Properties;

/**
 * Where a broker keeps its data and where it listens; always on this machine only.
 *
 * @param directory the folder for records and metadata; made when it is missing
 * @param port where clients connect
 * @param controllerPort where the controller listens
 */
record BrokerConfiguration(Path directory, int port, int controllerPort) {
  static final String CONTROLLER_LISTENER = "CONTROLLER";
  static final int NODE = 1;

  /** Returns the same as the properties that a Kafka server reads. */
  Properties properties() {
    Properties properties = new Properties();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", String.valueOf(NODE));
    properties.put("log.dirs", directory.toString());
    listeners(properties);
    oneNode(properties);
    small(properties);
    // A mistyped topic name must fail where it is used instead of making a topic.
    properties.put("auto.create.topics.enable", "false");
    properties.put("log.retention.hours", "168");
    return properties;
  }

  private void listeners(Properties properties) {
    properties.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    properties.put("controller.listener.names", CONTROLLER_LISTENER);
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("inter.broker.listener.name", "PLAINTEXT");
    properties.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
  }

  private static void oneNode(Properties properties) {
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "1");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("transaction.state.log.num.partitions", "1");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    // After a kill the controller lets the broker back in only when its former session has ended.
    properties.put("broker.heartbeat.interval.ms", "1000");
    properties.put("broker.session.timeout.ms", "4000");
  }

  private static void small(Properties properties) {
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    properties.put("background.threads", "2");
    // The default of 128 MiB would be half of the heap.
    properties.put("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
  }
}
