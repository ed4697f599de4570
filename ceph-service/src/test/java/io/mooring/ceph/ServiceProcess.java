package io.mooring.ceph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** This service as a process of its own, as it was packaged. */
final class ServiceProcess implements AutoCloseable {
  private final Process process;

  private ServiceProcess(Process process) {
    this.process = process;
  }

  static ServiceProcess start(
      String bootstrapServers, Path directory, String name, String... settings) {
    try {
      Path credentials = Files.createDirectories(directory.resolve("credentials"));
      Path key = credentials.resolve("lab");
      if (!Files.exists(key)) {
        Files.createFile(
            key,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Path knownHosts = Files.createDirectories(directory.resolve("known_hosts.d"));
      List<String> command =
          new ArrayList<>(
              List.of(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Dkafka.bootstrap.servers=" + bootstrapServers,
                  "-Dmooring.credentials-directory=" + credentials,
                  "-Dmooring.known-hosts=" + knownHosts,
                  "-Dquarkus.http.port=0"));
      command.addAll(List.of(settings));
      command.addAll(
          List.of("-jar", Path.of("target", "quarkus-app", "quarkus-run.jar").toString()));
      return new ServiceProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve(name + ".log").toFile())
              .start());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What this process is called in events. */
  boolean is(String instance) {
    return instance.endsWith("/" + process.pid());
  }

  /** Tells it to stop, as a service manager does. */
  void terminate() {
    process.destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as a power cut would. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
