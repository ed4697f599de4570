package io.mooring.orchestrator.it;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

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

  /** Leaves a message in the outbox, as a killed orchestrator would. */
  public void leave(String topic, String key, String text) {
    update(
        "insert into mooring.outbox (topic, key, headers, body) values (?, ?, '{}', ?)",
        topic,
        key,
        text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
