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

  /** A finding that stops the step, with the code's own advice. */
  public static Finding stop(ErrorCode code, String message) {
    return stop(code, message, code.next());
  }

  /** A finding that stops the step. */
  public static Finding stop(ErrorCode code, String message, String next) {
    return new Finding(Severity.STOP, code, message, next);
  }

  /** A finding that was probably not intended. */
  public static Finding warning(ErrorCode code, String message, String next) {
    return new Finding(Severity.WARNING, code, message, next);
  }

  /** A finding that is only worth knowing. */
  public static Finding info(ErrorCode code, String message) {
    return new Finding(Severity.INFO, code, message, "");
  }
}
