package io.mooring.participant.run;

import io.mooring.contracts.Command;
import io.mooring.contracts.Execution;

/**
 * Which process this is.
 *
 * @param name host name and process id
 */
public record ParticipantInstance(String name) {

  /** The execution of a command by this process. */
  public Execution execution(Command command) {
    return Execution.of(command, name);
  }
}
