package io.mooring.orchestrator.it;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** The database as somebody who tampers with it sees it. */
@ApplicationScoped
public class Database {
  private final AgroalDataSource source;

  Database(AgroalDataSource source) {
    this.source = source;
  }

  /** Runs a statement; gives how many rows it touched. */
  public int update(String sql, Object... parameters) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
      return statement.getUpdateCount();
    } catch (SQLException fault) {
      throw new IllegalStateException(fault);
    }
  }

  /** The first column of the first row. */
  public String ask(String sql, Object... parameters) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getString(1) : "";
      }
    } catch (SQLException fault) {
      throw new IllegalStateException(fault);
    }
  }

  /** Lets the time of the steps pass that were sent. */
  public void letTimePass(UUID saga) {
    update(
        """
        update mooring.saga_step set detail = regexp_replace(detail, '"due":"[^"]*"',
          '"due":"2020-01-01T00:00:00Z"') where saga = ? and state = 'running'
        """,
        saga);
    touch(saga);
  }

  /** Tells the orchestrator that somebody changed the rows of a saga. */
  public void touch(UUID saga) {
    update("update mooring.saga set version = version + 1 where id = ?", saga);
  }
}
