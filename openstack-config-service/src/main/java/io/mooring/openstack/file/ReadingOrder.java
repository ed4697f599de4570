package io.mooring.openstack.file;

import io.mooring.node.layout.Layout;
import io.mooring.node.layout.Runner;
import java.util.ArrayList;
import java.util.List;

/**
 * Which files a service reads its options from, in the order in which oslo.config reads them: of
 * two values the later one counts. Pure.
 *
 * @param sources the sources; empty where the service does not run, or is told in another way
 */
record ReadingOrder(List<Source> sources) {
  private static final String FILE = "--config-file";
  private static final String DIRECTORY = "--config-dir";

  /**
   * A source.
   *
   * @param path where the service sees it
   * @param directory whether all files in it that end in .conf are read, by name
   */
  record Source(String path, boolean directory) {
    private boolean has(String file) {
      return directory ? file.startsWith(path + "/") && file.endsWith(".conf") : path.equals(file);
    }

    String kind() {
      return directory ? "directory" : "file";
    }
  }

  /**
   * What the running process was told. What it was not told, oslo.config looks for at its own
   * places; default directories are read before any file that is named.
   */
  static ReadingOrder of(Layout layout) {
    return switch (layout.runner()) {
      case Runner.Unit unit -> of(layout, layout.command());
      case Runner.Container container -> of(layout, layout.command());
      // A web server's application is told by the server's environment, which nobody may see.
      case Runner.Application application -> new ReadingOrder(List.of());
    };
  }

  private static ReadingOrder of(Layout layout, List<String> command) {
    if (command.isEmpty()) {
      return new ReadingOrder(List.of());
    }
    List<Source> named = named(command);
    String project = layout.service().project();
    List<String> names = List.of(project, layout.service().label());
    List<Source> order = new ArrayList<>();
    if (named.stream().allMatch(Source::directory)) {
      names.forEach(
          name -> order.add(new Source("/etc/%s/%s.conf".formatted(project, name), false)));
    }
    if (named.stream().noneMatch(Source::directory)) {
      names.forEach(
          name -> order.add(new Source("/etc/%s/%s.conf.d".formatted(project, name), true)));
    }
    order.addAll(named);
    return new ReadingOrder(List.copyOf(order));
  }

  private static List<Source> named(List<String> command) {
    List<Source> named = new ArrayList<>();
    for (int at = 0; at < command.size(); at++) {
      for (String option : List.of(FILE, DIRECTORY)) {
        String word = command.get(at);
        if (word.startsWith(option + "=")) {
          named.add(source(option, word.substring(option.length() + 1)));
        } else if (word.equals(option) && at + 1 < command.size()) {
          named.add(source(option, command.get(at + 1)));
        }
      }
    }
    return named;
  }

  private static Source source(String option, String path) {
    return new Source(
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
        option.equals(DIRECTORY));
  }

  /** Whether nothing is known, or the file is among what is read. */
  boolean mayRead(String file) {
    return sources.isEmpty() || sources.stream().anyMatch(source -> source.has(file));
  }

  /** The last source that has the file, and those after it. */
  List<Source> from(String file) {
    for (int at = sources.size() - 1; at >= 0; at--) {
      if (sources.get(at).has(file)) {
        return sources.subList(at, sources.size());
      }
    }
    return List.of();
  }
}
