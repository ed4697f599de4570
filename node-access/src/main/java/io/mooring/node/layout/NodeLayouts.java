package io.mooring.node.layout;

import io.mooring.contracts.Action.Role;
import io.mooring.contracts.Facts;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.NodeName;
import io.mooring.node.NodeSession;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a node runs its services.
 *
 * @param services the services that are there
 * @param silentEngines engines of containers that do not answer, in words for people
 * @param loops services that are started again and again, in words for people
 */
public record NodeLayouts(List<Layout> services, List<String> silentEngines, List<String> loops) {
  /** A node that runs none. */
  public static final NodeLayouts NONE = new NodeLayouts(List.of(), List.of(), List.of());

  private static final String FACT = "layout";

  /** Keeps its own copy. */
  public NodeLayouts {
    services = List.copyOf(services);
    silentEngines = List.copyOf(silentEngines);
    loops = List.copyOf(loops);
  }

  /** As check-node told it in this saga, or, where it did not, as it is found now. */
  public static NodeLayouts of(Map<String, String> facts, NodeSession node) {
    return Optional.ofNullable(facts.get(fact(node.address().name())))
        .flatMap(LayoutFact::read)
        .map(services -> new NodeLayouts(services, List.of(), List.of()))
        .orElseGet(() -> LayoutFinder.find(node));
  }

  /** The name of the fact that tells it. */
  public static String fact(NodeName node) {
    return Facts.ofNode(FACT, node);
  }

  /** The fact's text. */
  public String told() {
    return LayoutFact.write(services);
  }

  /** The layout of a service, if it is on the node. */
  public Optional<Layout> find(ServiceKind kind) {
    return services.stream().filter(layout -> layout.service() == kind).findFirst();
  }

  /** The layout of a service; where it is not there, the one that packages would give it. */
  public Layout of(ServiceKind kind) {
    return find(kind).orElseGet(() -> Layout.assumed(kind));
  }

  /** Only the services that these roles are about: what else runs there is nobody's business. */
  public NodeLayouts about(Collection<Role> roles) {
    Set<ServiceKind> kinds =
        roles.stream().flatMap(role -> ServiceKind.of(role).stream()).collect(Collectors.toSet());
    return new NodeLayouts(
        services.stream().filter(layout -> kinds.contains(layout.service())).toList(),
        silentEngines,
        loops);
  }

  /** The services that run as one of these accounts. */
  public List<Layout> runningAs(Collection<String> accounts) {
    return services.stream().filter(layout -> accounts.contains(layout.account().name())).toList();
  }

  /**
   * Where the node has a file for these services, each place once; the node's own where there are
   * none.
   */
  public static List<HostFile> places(List<Layout> readers, FilePath path) {
    return readers.isEmpty()
        ? List.of(new HostFile.Opened(path))
        : readers.stream().flatMap(layout -> Stream.of(layout.file(path))).distinct().toList();
  }
}
