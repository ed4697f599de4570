package io.mooring.orchestrator.persistence;

import java.sql.SQLException;
import java.util.Set;

/** The database did not do what it was asked for. */
public final class DatabaseFault extends RuntimeException {
  private static final Set<String> DATA_CLASSES = Set.of("22", "23", "54");

  private final String state;

  /** A fault. */
  public DatabaseFault(SQLException cause) {
    super(cause);
    this.state = cause.getSQLState() == null ? "" : cause.getSQLState();
  }

  /**
   * Whether it refuses what it was given: a value that it can't hold, a constraint, a limit. The
   * same is then refused again, while every other fault may be gone the next time.
   */
  public boolean isAboutData() {
    return state.length() == 5 && DATA_CLASSES.contains(state.substring(0, 2));
  }

  /** Whether a statement's own condition failed, see {@link SagaChanges#WRITE}. */
  boolean isDivisionByZero() {
    return state.equals("22012");
  }

  /** Its code in the SQL standard: {@code 22021}; empty when there is none. */
  public String state() {
    return state;
  }
}
