package io.mooring.contracts;

import java.util.UUID;

/**
 * Which execution an event speaks of.
 *
 * @param command the command that was executed
 * @param integration the integration
 * @param saga the saga
 * @param step the step
 * @param attempt the attempt in the command
 * @param epoch the epoch in the command
 * @param participant who executes
 * @param instance which of its processes
 */
public record Execution(
    UUID command,
    IntegrationName integration,
    UUID saga,
    StepName step,
    int attempt,
    long epoch,
    Participant participant,
    String instance) {

  /** The execution of a command by that process. */
  public static Execution of(Command command, String instance) {
    return of(command.dispatch(), MessageTypes.of(command.action()).participant(), instance);
  }

  /** The execution of what was dispatched to that participant, by that process. */
  public static Execution of(Dispatch dispatch, Participant participant, String instance) {
    return new Execution(
        dispatch.command(),
        dispatch.integration(),
        dispatch.saga(),
        dispatch.step(),
        dispatch.attempt(),
        dispatch.epoch(),
        participant,
        instance);
  }
}
