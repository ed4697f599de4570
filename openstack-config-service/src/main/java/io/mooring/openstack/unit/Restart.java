package io.mooring.openstack.unit;

import io.mooring.contracts.FilePath;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.RestartGate;
import java.util.List;
import java.util.stream.Stream;

/**
 * A restart that a step asks for.
 *
 * @param service what is restarted
 * @param file its configuration, restored when the restart fails and this saga wrote it
 * @param reads further files that it reads at its start
 * @param gate when it counts as healthy
 * @param peers the other nodes that run it
 */
public record Restart(
    ServiceKind service,
    FilePath file,
    List<FilePath> reads,
    RestartGate gate,
    List<NodeAddress> peers) {

  /** All files that it reads. */
  List<FilePath> files() {
    return Stream.concat(Stream.of(file), reads.stream()).toList();
  }
}
