package io.mooring.node.layout;

import io.mooring.contracts.ErrorCode;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.layout.NodeServices.FoundContainer;
import io.mooring.node.layout.NodeServices.FoundProcess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks what runs the services of a node, in one round trip. */
public final class LayoutFinder {
  private static final String FIND = Script.resource(LayoutFinder.class, "find-services.sh");
  private static final Set<String> SERVERS =
      Set.of("uwsgi", "uwsgi-core", "uwsgi_python3", "httpd", "apache2");
  private static final List<String> PATTERNS_OF_UNITS =
      List.of(
          "kolla-%s-container.service",
          "tripleo_%s.service", "edpm_%s.service", "container-%s.service");

  /** How far from the first word of a command line the program's name may be. */
  private static final int FARTHEST = 4;

  private final String output;
  private final NodeServices found;

  private LayoutFinder(String output) {
    this.output = output;
    this.found = NodeServices.read(output);
  }

  /**
   * Looks.
   *
   * @throws NodeFailure when the node can't be asked
   */
  public static NodeLayouts find(NodeSession node) {
    List<ServiceKind> kinds = List.of(ServiceKind.values());
    List<String> containers = kinds.stream().flatMap(kind -> kind.containers().stream()).toList();
    List<Object> arguments = new ArrayList<>(List.of(pattern(kinds), containers.size()));
    arguments.addAll(containers);
    kinds.forEach(kind -> arguments.addAll(kind.units()));
    ScriptResult result =
        node.inspect(Script.of("look what runs the services", FIND, arguments.toArray()));
    if (!result.succeeded()) {
      throw new NodeFailure(
          ErrorCode.COMMAND_FAILED,
          "The look at the services of %s failed: %s"
              .formatted(node.address().name(), result.errorText()));
    }
    return read(result.text());
  }

  /** Judges what the look printed. */
  static NodeLayouts read(String output) {
    LayoutFinder finder = new LayoutFinder(output);
    return new NodeLayouts(
        Stream.of(ServiceKind.values()).map(finder::layout).flatMap(Optional::stream).toList(),
        finder.silentEngines(),
        finder.loops());
  }

  private static String pattern(List<ServiceKind> kinds) {
    return kinds.stream()
        .flatMap(kind -> kind.programs().stream())
        .collect(Collectors.joining("|", "^([^ ]*/)?(", ")$|^\\(wsgi:glance|/glance-api-uwsgi"));
  }

  private Optional<Layout> layout(ServiceKind kind) {
    Optional<FoundContainer> container =
        found.containers().stream()
            .filter(each -> kind.containers().contains(each.name()))
            .findFirst();
    Optional<FoundProcess> process =
        outermost(
            found.processes().stream()
                .filter(each -> isOf(kind, each) && !inContainer(each))
                .sorted(Comparator.comparingInt(each -> rank(kind, each)))
                .toList());
    if (container.filter(FoundContainer::runs).isPresent()) {
      return container.map(running -> contained(kind, running));
    }
    return process
        .flatMap(running -> running(kind, running))
        .or(() -> container.map(stopped -> contained(kind, stopped)))
        .or(() -> installed(kind));
  }

  private Layout contained(ServiceKind kind, FoundContainer container) {
    Optional<FoundProcess> process =
        outermost(
            found.processes().stream()
                .filter(each -> isOf(kind, each) && belongs(each, container))
                .toList());
    Optional<String> unit =
        Stream.concat(
                Stream.of(container.unitLabel()),
                PATTERNS_OF_UNITS.stream().map(name -> name.formatted(container.name())))
            .filter(name -> !name.isEmpty() && found.units().containsKey(name))
            .findFirst();
    return new Layout(
        kind,
        new Runner.Container(
            container.engine(),
            container.name(),
            unit,
            container.mounts(),
            NodeServices.start(output, container.name(), container.mounts())),
        new Account(
            container.user().isEmpty() ? "root" : container.user(),
            process.map(each -> OptionalInt.of(each.uid())).orElse(OptionalInt.empty()),
            process.map(each -> OptionalInt.of(each.gid())).orElse(OptionalInt.empty())),
        process.map(FoundProcess::command).orElse(List.of()),
        process.map(LayoutFinder::python).orElse(Layout.PYTHON));
  }

  /** Of the node itself; a process that no unit has was started by hand and tells nothing. */
  private Optional<Layout> running(ServiceKind kind, FoundProcess process) {
    String group = process.group().substring(process.group().lastIndexOf('/') + 1);
    return (group.endsWith(".service") ? Optional.of(group) : loaded(kind))
        .map(
            unit ->
                new Layout(
                    kind,
                    server(process)
                        .<Runner>map(server -> new Runner.Application(unit, server))
                        .orElseGet(() -> new Runner.Unit(unit)),
                    new Account(
                        process.user(),
                        OptionalInt.of(process.uid()),
                        OptionalInt.of(process.gid())),
                    process.command(),
                    python(process)));
  }

  private Optional<Layout> installed(ServiceKind kind) {
    return loaded(kind)
        .map(
            unit ->
                new Layout(
                    kind,
                    new Runner.Unit(unit),
                    Account.named(
                        Optional.of(found.units().get(unit).getOrDefault("User", ""))
                            .filter(user -> !user.isEmpty())
                            .orElse(kind.account())),
                    List.of(),
                    Layout.PYTHON));
  }

  /** Of several daemons the one that is named first. */
  private static int rank(ServiceKind kind, FoundProcess process) {
    int rank = kind.programs().indexOf(name(process.command().getFirst()));
    return rank < 0 ? kind.programs().size() : rank;
  }

  /** A node may have units of both kinds; the one that is switched on is meant. */
  private Optional<String> loaded(ServiceKind kind) {
    List<String> there = kind.units().stream().filter(found.units()::containsKey).toList();
    return there.stream().filter(this::isOn).findFirst().or(() -> there.stream().findFirst());
  }

  private boolean isOn(String unit) {
    Map<String, String> said = found.units().get(unit);
    return said.getOrDefault("ActiveState", "").equals("active")
        || said.getOrDefault("UnitFileState", "").startsWith("enabled");
  }

  private List<String> silentEngines() {
    return found.silentEngines().entrySet().stream()
        .map(
            engine ->
                "%s does not answer, so its containers can't be seen: %s"
                    .formatted(engine.getKey(), engine.getValue()))
        .toList();
  }

  /** Such a unit, or container that has none, is active for a moment again and again. */
  private List<String> loops() {
    return Stream.concat(
            found.units().values().stream()
                .filter(unit -> unit.getOrDefault("SubState", "").equals("auto-restart"))
                .map(unit -> loop(unit.get("Id"), unit.getOrDefault("NRestarts", ""))),
            found.containers().stream()
                .filter(FoundContainer::loops)
                .map(container -> loop("container " + container.name(), "" + container.restarts())))
        .toList();
  }

  private static String loop(String what, String restarts) {
    return "%s does not stay up: it was started again %s, and waits for the next time"
        .formatted(what, times(restarts));
  }

  /** An old systemd does not count them. */
  private static String times(String restarts) {
    return restarts.isEmpty() ? "and again" : restarts.equals("1") ? "once" : restarts + " times";
  }

  private boolean inContainer(FoundProcess process) {
    return found.containers().stream().anyMatch(container -> belongs(process, container))
        || process.group().contains("libpod-")
        || process.group().contains("docker-")
        || process.group().contains("/docker/");
  }

  private static boolean belongs(FoundProcess process, FoundContainer container) {
    return process.group().contains(container.id())
        || container.pid() > 0
            && (process.pid() == container.pid() || process.parent() == container.pid());
  }

  /** The one that started the others. */
  private static Optional<FoundProcess> outermost(List<FoundProcess> processes) {
    Set<Long> ids = processes.stream().map(FoundProcess::pid).collect(Collectors.toSet());
    return processes.stream().filter(process -> !ids.contains(process.parent())).findFirst();
  }

  /** Someone may only speak of the program, as an editor or systemctl does. */
  private static boolean isOf(ServiceKind kind, FoundProcess process) {
    String first = name(process.command().getFirst());
    if (kind.programs().contains(first) || first.startsWith("(wsgi:" + kind.project())) {
      return true;
    }
    if (SERVERS.contains(first)) {
      return process.command().stream()
          .map(LayoutFinder::name)
          .anyMatch(
              word ->
                  kind.programs().contains(word)
                      || kind.programs().stream()
                          .anyMatch(program -> word.startsWith(program + "-uwsgi")));
    }
    return first.startsWith("python")
        && process.command().stream()
            .skip(1)
            .limit(FARTHEST)
            .map(LayoutFinder::name)
            .anyMatch(kind.programs()::contains);
  }

  private static Optional<String> server(FoundProcess process) {
    String first = name(process.command().getFirst());
    return first.startsWith("(wsgi:")
        ? Optional.of("httpd")
        : Optional.of(first).filter(SERVERS::contains);
  }

  private static String python(FoundProcess process) {
    String first = process.command().getFirst();
    return first.startsWith("/") && name(first).startsWith("python") ? first : Layout.PYTHON;
  }

  private static String name(String word) {
    return word.startsWith("(") ? word : word.substring(word.lastIndexOf('/') + 1);
  }
}
