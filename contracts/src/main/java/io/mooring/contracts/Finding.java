package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Something that a step noticed and that people should know.
 *
 * @param severity whether the step may go on
 * @param code what it is
 * @param message what was found, where; one or two sentences
 * @param next what can be done about it; empty when nothing need be done
 * @param key what a decision on it is remembered by, the same whenever it is found again in the
 *     integration: {@code existing-images}, {@code foreign-conf:/etc/ceph/ceph.conf}; empty when
 *     nothing can be decided
 * @param choices what a person may decide
 */
public record Finding(
    Severity severity,
    ErrorCode code,
    String message,
    String next,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String key,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Choice> choices) {
  /** Whether the step may go on. */
  public enum Severity {
    /** Worth knowing. */
    INFO,
    /** Probably not intended; the step goes on. */
    WARNING,
    /** The step does not go on until a person has decided. */
    STOP
  }

  /** An older sender tells nothing of decisions. */
  public Finding {
    key = key == null ? "" : key;
    choices = choices == null ? List.of() : choices;
  }

  /** A finding on which nothing can be decided. */
  public static Finding of(Severity severity, ErrorCode code, String message, String next) {
    return new Finding(severity, code, message, next, "", List.of());
  }

  /** The same, with what a person may decide. */
  public Finding deciding(String decision, Choice... ways) {
    return new Finding(severity, code, message, next, decision, List.of(ways));
  }

  /** A finding that stops the step, with the code's own advice. */
  public static Finding stop(ErrorCode code, String message) {
    return stop(code, message, code.next());
  }

  /** A finding that stops the step. */
  public static Finding stop(ErrorCode code, String message, String next) {
    return of(Severity.STOP, code, message, next);
  }

  /** A finding that was probably not intended. */
  public static Finding warning(ErrorCode code, String message, String next) {
    return of(Severity.WARNING, code, message, next);
  }

  /** A finding that is only worth knowing. */
  public static Finding info(ErrorCode code, String message) {
    return of(Severity.INFO, code, message, "");
  }
}
