package io.mooring.infrastructure;

import java.util.Map;
import java.util.Properties;

/**
 * The one instance of a JVM. Quarkus loads a test and its resources by several class loaders, each
 * with a copy of this class, so they meet in the system properties by types of the JDK alone.
 */
final class SharedInfrastructure implements Infrastructure {
  private static final String KEY = "mooring.infrastructure.shared";

  private final Map<?, ?> shared;

  private SharedInfrastructure(Map<?, ?> shared) {
    this.shared = shared;
  }

  static Infrastructure get() {
    Properties properties = System.getProperties();
    synchronized (properties) {
      Map<?, ?> shared = (Map<?, ?>) properties.get(KEY);
      if (shared == null) {
        shared = publish(Infrastructure.start());
        properties.put(KEY, shared);
      }
      return new SharedInfrastructure(shared);
    }
  }

  private static Map<?, ?> publish(Infrastructure started) {
    Runtime.getRuntime().addShutdownHook(new Thread(started::close, "close infrastructure"));
    started.createTopics();
    return Map.ofEntries(
        Map.entry("bootstrapServers", started.bootstrapServers()),
        Map.entry("jdbcUrl", started.jdbcUrl()),
        Map.entry("databaseUser", started.databaseUser()),
        Map.entry("databasePassword", started.databasePassword()),
        Map.entry("broker.stop", (Runnable) started.broker()::stop),
        Map.entry("broker.kill", (Runnable) started.broker()::kill),
        Map.entry("broker.start", (Runnable) started.broker()::start),
        Map.entry("database.stop", (Runnable) started.database()::stop),
        Map.entry("database.kill", (Runnable) started.database()::kill),
        Map.entry("database.start", (Runnable) started.database()::start));
  }

  @Override
  public String bootstrapServers() {
    return text("bootstrapServers");
  }

  @Override
  public String jdbcUrl() {
    return text("jdbcUrl");
  }

  @Override
  public String databaseUser() {
    return text("databaseUser");
  }

  @Override
  public String databasePassword() {
    return text("databasePassword");
  }

  @Override
  public Server broker() {
    return server("broker");
  }

  @Override
  public Server database() {
    return server("database");
  }

  /** Does nothing: others of this JVM may still need it; it ends with the JVM. */
  @Override
  public void close() {}

  private String text(String name) {
    return (String) shared.get(name);
  }

  private Server server(String name) {
    return new Server() {
      @Override
      public void stop() {
        run(name + ".stop");
      }

      @Override
      public void kill() {
        run(name + ".kill");
      }

      @Override
      public void start() {
        run(name + ".start");
      }
    };
  }

  private void run(String name) {
    ((Runnable) shared.get(name)).run();
  }
}
