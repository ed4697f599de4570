package io.mooring.orchestrator.service;

import io.mooring.contracts.Command;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends commands that another orchestrator decided to send, and perhaps did not. One that comes
 * twice has the same identity, so its participant does it once. It belongs to the writer's thread.
 */
final class Resending {
  private final CommandBus bus;
  private Set<UUID> inherited = Set.of();

  Resending(CommandBus bus) {
    this.bus = bus;
  }

  /** These sagas were taken over: what is not begun there may never have left. */
  void inherit(Collection<HeldSaga> sagas) {
    inherited = identities(sagas.stream().flatMap(saga -> saga.notBegun().stream()));
  }

  /**
   * Sends what was inherited, unless it was begun since.
   *
   * @return how many commands these are
   */
  int inherited(Collection<HeldSaga> sagas) {
    List<Command> commands =
        sagas.stream()
            .flatMap(saga -> saga.notBegun().stream())
            .filter(sent -> inherited.contains(sent.dispatch().command()))
            .toList();
    inherited = Set.of();
    bus.send(commands);
    return commands.size();
  }

  /** Sends what was decided between two readings of a saga's rows. */
  void decidedSince(HeldSaga former, HeldSaga now) {
    Set<UUID> known = identities(former.notBegun().stream());
    bus.send(
        now.notBegun().stream()
            .filter(sent -> !known.contains(sent.dispatch().command()))
            .toList());
  }

  private static Set<UUID> identities(Stream<Command> commands) {
    return commands.map(sent -> sent.dispatch().command()).collect(Collectors.toSet());
  }
}
