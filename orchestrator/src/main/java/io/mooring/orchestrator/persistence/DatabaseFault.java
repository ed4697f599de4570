package io.mooring.orchestrator.persistence;

import java.sql.SQLException;

/** The database did not do what it always does; the same may work later. */
public final class DatabaseFault extends RuntimeException {
  /** A fault. */
  public DatabaseFault(SQLException cause) {
    super(cause);
  }
}
