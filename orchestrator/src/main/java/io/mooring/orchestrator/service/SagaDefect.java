package io.mooring.orchestrator.service;

import io.mooring.orchestrator.persistence.DatabaseFault;

/**
 * A saga can't take an input: its rows can't be read, the engine fails, or the database refuses
 * what it would store. Trying again does not help.
 */
public final class SagaDefect extends RuntimeException {
  private static final int LONGEST_REASON = 300;

  /** A defect with what was thrown. */
  SagaDefect(Throwable cause) {
    super(cause);
  }

  /** One line for people. */
  String reason() {
    return switch (getCause()) {
      case DatabaseFault refused ->
          "the database refuses what it would store (SQLSTATE " + refused.state() + ")";
      case Throwable defect -> "its data can't be processed (" + shortened(defect) + ")";
    };
  }

  private static String shortened(Throwable defect) {
    String text = defect.getClass().getSimpleName() + ": " + defect.getMessage();
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…";
  }
}
