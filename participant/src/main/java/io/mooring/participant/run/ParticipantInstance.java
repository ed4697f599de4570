package io.mooring.participant.run;

import io.mooring.contracts.Command;
import io.mooring.contracts.Dispatch;
import io.mooring.contracts.Execution;
import io.mooring.contracts.MessageTypes;

/**
 * Which process this is.
 *
 * @param name host name and process id
 */
public record ParticipantInstance(String name) {

  /** The execution of a command by this process. */
  public Execution execution(Command command) {
    Dispatch dispatch = command.dispatch();
    return new Execution(
        dispatch.command(),
        dispatch.integration(),
        dispatch.saga(),
        dispatch.step(),
        dispatch.attempt(),
        dispatch.epoch(),
        MessageTypes.of(command.action()).participant(),
        name);
  }
}
