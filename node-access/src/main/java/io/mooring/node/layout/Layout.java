package io.mooring.node.layout;

import io.mooring.contracts.FilePath;
import io.mooring.node.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a node runs one service.
 *
 * @param service the service
 * @param runner what keeps it running
 * @param account the account that it runs as
 * @param command the running process's command line; empty when it does not run
 * @param python the interpreter that it runs by, as it is called where it runs
 */
public record Layout(
    ServiceKind service, Runner runner, Account account, List<String> command, String python) {
  private static final String AS_PROCESS = Script.resource(Layout.class, "as-process.sh");
  private static final String IN_CONTAINER = Script.resource(Layout.class, "in-container.sh");
  private static final String POOL_CLIENT = Script.resource(Layout.class, "pool-client.sh");

  /** The interpreter where none was seen. */
  static final String PYTHON = "python3";

  /** Keeps its own copy. */
  public Layout {
    command = List.copyOf(command);
  }

  /** The layout of a service of which nothing but its account is known: the node's own. */
  public static Layout assumed(ServiceKind service) {
    return new Layout(
        service,
        new Runner.Unit(service.units().getFirst()),
        Account.named(service.account()),
        List.of(),
        PYTHON);
  }

  /** Where the node has a file that the service reads, or is to read, at a path. */
  public HostFile file(FilePath path) {
    return switch (runner) {
      case Runner.Unit unit -> new HostFile.Opened(path);
      case Runner.Application application -> new HostFile.Opened(path);
      case Runner.Container container -> ContainerFiles.file(container, account.name(), path);
    };
  }

  /** The unit that starts and stops it, if systemd does. */
  public Optional<String> unit() {
    return switch (runner) {
      case Runner.Unit unit -> Optional.of(unit.unit());
      case Runner.Application application -> Optional.of(application.unit());
      case Runner.Container container -> container.unit();
    };
  }

  /** What is restarted, as people call it: the unit, or the container. */
  public String subject() {
    return unit().orElseGet(() -> place().orElse(service.label()));
  }

  /** The container that it runs in, for people; empty where it runs on the node itself. */
  public Optional<String> place() {
    return switch (runner) {
      case Runner.Unit unit -> Optional.empty();
      case Runner.Application application -> Optional.empty();
      case Runner.Container container ->
          Optional.of(
              "container %s (%s)".formatted(container.name(), container.engine().command()));
    };
  }

  /** How it runs, in one line for people. */
  public String description() {
    String how =
        switch (runner) {
          case Runner.Unit unit -> unit.unit();
          case Runner.Application application ->
              "a WSGI application in %s of %s".formatted(application.server(), application.unit());
          case Runner.Container container ->
              place().orElseThrow()
                  + container.unit().map(unit -> ", kept running by " + unit).orElse("");
        };
    return "%s: %s, as %s".formatted(service.label(), how, account);
  }

  /** Where the node has the service's log files; those that are not there do no harm. */
  public List<FilePath> logs() {
    return switch (runner) {
      case Runner.Unit unit -> service.logs().stream().map(FilePath::new).toList();
      case Runner.Application application -> service.logs().stream().map(FilePath::new).toList();
      case Runner.Container container -> ContainerFiles.logs(container, service);
    };
  }

  /**
   * A script with the functions {@code as_service COMMAND…}, which runs a command where the service
   * runs and as its account, and {@code inside COMMAND…}, which does so as root. They pass standard
   * input on; {@code $service_python} is the service's interpreter.
   */
  public Script script(String name, String body, Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(account.name(), python));
    String functions =
        switch (runner) {
          case Runner.Unit unit -> AS_PROCESS;
          case Runner.Application application -> AS_PROCESS;
          case Runner.Container container -> {
            all.add(container.engine().command());
            all.add(container.name());
            yield IN_CONTAINER;
          }
        };
    all.addAll(List.of(arguments));
    return Script.of(name, functions + body, all.toArray());
  }

  /**
   * The same with the function {@code pool_client}, which asks Ceph where the service runs: {@code
   * pool_client as_service CLUSTER CLIENT ls POOL}, or {@code inside} and {@code info POOL IMAGE}.
   */
  public Script poolScript(String name, String body, Object... arguments) {
    return script(name, POOL_CLIENT + body, arguments);
  }

  /** The command by which people read what it wrote while it started. */
  public String logCommand() {
    return switch (runner) {
      case Runner.Unit unit -> "journalctl -u " + unit.unit();
      case Runner.Application application -> "journalctl -u " + application.unit();
      case Runner.Container container -> container.engine().command() + " logs " + container.name();
    };
  }

  /** The list of what is copied at its start, where there is one: it is read at each start. */
  public Optional<FilePath> startList() {
    return switch (runner) {
      case Runner.Unit unit -> Optional.empty();
      case Runner.Application application -> Optional.empty();
      case Runner.Container container -> container.start().map(start -> new FilePath(start.list()));
    };
  }

  /** The engine's command and the container's name; both empty where it runs on the node itself. */
  public List<String> container() {
    return switch (runner) {
      case Runner.Unit unit -> List.of("", "");
      case Runner.Application application -> List.of("", "");
      case Runner.Container container -> List.of(container.engine().command(), container.name());
    };
  }

  /** The same service run as another account. */
  public Layout as(String other) {
    return other.equals(account.name())
        ? this
        : new Layout(service, runner, Account.named(other), command, python);
  }
}
