package io.mooring.contracts;

/**
 * Something that a step noticed and that people should know.
 *
 * @param severity whether the step may go on
 * @param code what it is
 * @param message what was found, where; one or two sentences
 * @param next what can be done about it; empty when nothing need be done
 */
public record Finding(Severity severity, ErrorCode code, String message, String next) {
  /** Whether the step may go on. */
  public enum Severity {
    /** Worth knowing. */
    INFO,
    /** Probably not intended; the step goes on. */
    WARNING,
    /** The step does not go on until a person has decided. */
    STOP
  }
}
