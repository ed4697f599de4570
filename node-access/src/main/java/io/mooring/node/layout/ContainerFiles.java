package io.mooring.node.layout;

import io.mooring.contracts.FilePath;
import io.mooring.node.layout.Runner.Container;
import io.mooring.node.layout.Runner.Copy;
import io.mooring.node.layout.Runner.Mount;
import io.mooring.node.layout.Runner.Start;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where the node has the files of a container. */
final class ContainerFiles {
  private ContainerFiles() {}

  /** What is copied at the start counts more than what is mounted: it comes later. */
  static HostFile file(Container container, String account, FilePath path) {
    return container
        .start()
        .flatMap(start -> copied(container, start, path.value()))
        .or(() -> mounted(container, path.value()).<HostFile>map(HostFile.Opened::new))
        .or(() -> container.start().map(start -> unlisted(start, account, path.value())))
        .orElseGet(() -> new HostFile.Hidden(path));
  }

  /** The log directory is a volume or a directory of the node; tools make one folder a project. */
  static List<FilePath> logs(Container container, ServiceKind service) {
    return container.mounts().stream()
        .filter(mount -> mount.destination().replaceAll("/$", "").startsWith("/var/log"))
        .flatMap(
            mount ->
                service.logs().stream()
                    .map(log -> log.substring("/var/log".length()))
                    .map(log -> new FilePath(mount.source().replaceAll("/$", "") + log)))
        .toList();
  }

  private static Optional<HostFile> copied(Container container, Start start, String path) {
    // A later entry of the list overwrites what an earlier one has brought.
    return start.copies().reversed().stream()
        .map(copy -> below(copy.destination(), path).map(rest -> clean(copy.source()) + rest))
        .flatMap(Optional::stream)
        .findFirst()
        .flatMap(source -> mounted(container, source))
        .map(HostFile.Copied::new);
  }

  private static HostFile unlisted(Start start, String account, String path) {
    int name = path.lastIndexOf('/');
    String folder = path.substring(0, name);
    String last = folder.substring(folder.lastIndexOf('/'));
    return new HostFile.Unlisted(
        new FilePath(clean(start.directory()) + last + path.substring(name)),
        new FilePath(start.list()),
        new Copy(clean(start.seenAs()) + last, folder),
        account);
  }

  private static Optional<FilePath> mounted(Container container, String path) {
    return container.mounts().stream()
        .filter(mount -> below(mount.destination(), path).isPresent())
        .max(Comparator.comparingInt(mount -> clean(mount.destination()).length()))
        .map(mount -> on(mount, path));
  }

  private static FilePath on(Mount mount, String path) {
    return new FilePath(clean(mount.source()) + below(mount.destination(), path).orElseThrow());
  }

  /** What of the path is below a directory (with its slash), or nothing of a path that it is. */
  private static Optional<String> below(String directory, String path) {
    String root = clean(directory);
    if (path.equals(root)) {
      return Optional.of("");
    }
    return path.startsWith(root + "/")
        ? Optional.of(path.substring(root.length()))
        : Optional.empty();
  }

  private static String clean(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
