package io.mooring.orchestrator.service;

import io.mooring.contracts.Command;
import java.util.List;

/** Where commands leave once they are committed. Nobody waits for it. */
public interface CommandBus {
  /** Sends commands, those of a node in this order; what the bus does not take is tried again. */
  void send(List<Command> commands);

  /** Drops what was not sent yet: another orchestrator sends it. */
  void forget();
}
