package io.mooring.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The standalone product and its command, as a stranger uses them; with a home of its own. */
final class Product {
  /** The processes of the product by the names of their pid files. */
  static final List<String> PROCESSES = List.of("product", "broker", "database");

  /** Another one where two labs are tested at a time. */
  private static final int PORT = Integer.getInteger("mooring.lab.port", 28480);

  private static final int DATABASE_PORT = PORT + 2;
  private static final int BROKER_PORT = PORT + 3;
  private static final int CONTROLLER_PORT = PORT + 4;
  private static final Duration LONGEST_START = Duration.ofMinutes(6);

  private final Path top;
  private final Path home;
  private final Map<String, String> environment;
  private final List<String> said = new CopyOnWriteArrayList<>();

  Product(Path top, Path home) {
    this.top = top;
    this.home = home;
    environment =
        Map.of(
            "MOORING_HOME", home.toString(),
            "MOORING_URL", url(),
            "MOORING_PORT", String.valueOf(PORT),
            "MOORING_DATABASE_PORT", String.valueOf(DATABASE_PORT),
            "MOORING_BROKER_PORT", String.valueOf(BROKER_PORT),
            "MOORING_CONTROLLER_PORT", String.valueOf(CONTROLLER_PORT),
            "NO_COLOR", "1");
  }

  Path home() {
    return home;
  }

  String url() {
    return "http://127.0.0.1:" + PORT;
  }

  Api api() {
    return new Api(url(), Map.of("Authorization", "Bearer " + token()));
  }

  String brokerAddress() {
    return "127.0.0.1:" + BROKER_PORT;
  }

  String databaseUrl() {
    return "jdbc:postgresql://127.0.0.1:" + DATABASE_PORT + "/mooring";
  }

  String databasePassword() {
    return secret("postgres/password");
  }

  /** What the product made at its start for whoever may read its home. */
  String token() {
    return secret("token");
  }

  private String secret(String file) {
    try {
      return Files.readString(home.resolve(file)).strip();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  void up() {
    command(LONGEST_START, "up").succeeded();
  }

  void down() {
    command(LONGEST_START, "down").succeeded();
  }

  /** Runs a verb of {@code ./mooring}. */
  Execution command(Duration most, String... words) {
    Execution execution = start("mooring", environment, words).await(most);
    said.add(execution.toString());
    return execution;
  }

  /** Runs a verb of the script that starts the five services one by one. */
  Execution processes(String... words) {
    return processes(Map.of(), words);
  }

  /** The same, with more in the environment of what it starts. */
  Execution processes(Map<String, String> more, String... words) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return start("deploy/standalone/processes", all, words).await(LONGEST_START).succeeded();
  }

  private RunningCommand start(String program, Map<String, String> environment, String... words) {
    List<String> command = new ArrayList<>(List.of(top.resolve(program).toString()));
    command.addAll(List.of(words));
    return RunningCommand.start(top, environment, "", command);
  }

  /** Everything that the command has said so far. */
  List<String> said() {
    return List.copyOf(said);
  }

  /** Kills a process of the product as {@code kill -9} does, and waits until it is gone. */
  void kill(String process) {
    ProcessHandle handle = ProcessHandle.of(pid(process)).orElseThrow();
    handle.destroyForcibly();
    handle.onExit().join();
  }

  /** Sends a signal, {@code STOP} or {@code CONT}, to a process of the product. */
  void signal(String process, String signal) {
    List<String> command = List.of("kill", "-" + signal, String.valueOf(pid(process)));
    RunningCommand.start(top, environment, "", command).await(LONGEST_START).succeeded();
  }

  /** Whether a process of the product that was started still runs. */
  boolean runs(String process) {
    return ProcessHandle.of(pid(process)).filter(ProcessHandle::isAlive).isPresent();
  }

  /** The number of a process of the product. */
  long pid(String process) {
    Path file = home.resolve("run/" + process + ".pid");
    try {
      return Long.parseLong(Files.readString(file).strip().split("\\s+")[0]);
    } catch (IOException notRunning) {
      throw new AssertionError("The product's " + process + " does not run: no " + file);
    }
  }

  /** Removes its data, but not what the links in there lead to. */
  void forgetEverything() {
    if (!Files.exists(home)) {
      return;
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException stuck) {
      throw new UncheckedIOException(stuck);
    }
  }
}
