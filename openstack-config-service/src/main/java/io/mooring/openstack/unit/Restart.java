package io.mooring.openstack.unit;

import io.mooring.contracts.FilePath;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.RestartGate;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.ServiceKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A restart that a step asks for.
 *
 * @param layout how the service that is restarted runs here
 * @param file its configuration on the node, restored when the restart fails and this saga wrote it
 * @param reads further files of the node that it reads at its start
 * @param gate when it counts as healthy
 * @param peers the other nodes that run it
 * @param sharing another service that reads the same configuration, which is then not put back: it
 *     may need what was written; empty: none
 */
public record Restart(
    Layout layout,
    FilePath file,
    List<FilePath> reads,
    RestartGate gate,
    List<NodeAddress> peers,
    Optional<ServiceKind> sharing) {

  /**
   * A restart of a service that reads these files, wherever the node has them.
   *
   * @param file its configuration, where the service sees it
   * @param reads further files, where the service sees them
   */
  public static Restart of(
      Layout layout,
      FilePath file,
      List<FilePath> reads,
      RestartGate gate,
      List<NodeAddress> peers) {
    List<FilePath> onNode =
        Stream.concat(
                reads.stream().map(read -> layout.file(read).path()), layout.startList().stream())
            .toList();
    return new Restart(layout, layout.file(file).path(), onNode, gate, peers, Optional.empty());
  }

  /** The same of a service whose configuration another one reads too. */
  public Restart sharedWith(ServiceKind other) {
    return new Restart(layout, file, reads, gate, peers, Optional.of(other));
  }

  /** What is restarted. */
  ServiceKind service() {
    return layout.service();
  }

  /** All files that it reads. */
  List<FilePath> files() {
    return Stream.concat(Stream.of(file), reads.stream()).toList();
  }
}
