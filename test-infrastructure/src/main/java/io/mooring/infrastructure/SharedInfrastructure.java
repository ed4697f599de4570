package io.mooring.infrastructure;

import java.util.Map;

/**
 * The one instance of a JVM. Quarkus loads a test and its resources by several class loaders, each
 * with a copy of this class, so they meet in the copy of {@link MeetingPlace} that the system class
 * loader has, by types of the JDK alone.
 */
final class SharedInfrastructure implements Infrastructure {
  private final Map<?, ?> shared;

  private SharedInfrastructure(Map<?, ?> shared) {
    this.shared = shared;
  }

  static Infrastructure get() {
    Map<String, Object> place = meetingPlace();
    synchronized (place) {
      if (place.isEmpty()) {
        place.putAll(publish(Infrastructure.start()));
      }
      return new SharedInfrastructure(place);
    }
  }

  @SuppressWarnings("unchecked") // the field of another copy of our own class
  private static Map<String, Object> meetingPlace() {
    try {
      return (Map<String, Object>)
          Class.forName(MeetingPlace.class.getName(), true, ClassLoader.getSystemClassLoader())
              .getField("INSTANCE")
              .get(null);
    } catch (ReflectiveOperationException elsewhere) {
      throw new IllegalStateException(
          "test-infrastructure is not on the class path of the JVM", elsewhere);
    }
  }

  private static Map<String, Object> publish(Infrastructure started) {
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
        Map.entry("database.start", (Runnable) started.database()::start),
        Map.entry("broker.suspend", (Runnable) started.broker()::suspend),
        Map.entry("broker.resume", (Runnable) started.broker()::resume),
        Map.entry("database.suspend", (Runnable) started.database()::suspend),
        Map.entry("database.resume", (Runnable) started.database()::resume));
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

      @Override
      public void suspend() {
        run(name + ".suspend");
      }

      @Override
      public void resume() {
        run(name + ".resume");
      }
    };
  }

  private void run(String name) {
    ((Runnable) shared.get(name)).run();
  }
}
