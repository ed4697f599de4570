package io.mooring.orchestrator.persistence;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Plain SQL on the connection of the current transaction. Instants, arrays of texts and of numbers
 * are bound as what PostgreSQL calls them.
 */
@ApplicationScoped
public class Sql {
  private final AgroalDataSource database;

  Sql(AgroalDataSource database) {
    this.database = database;
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface RowReader<T> {
    /** The value of the row that the result stands on. */
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Runs a query.
   *
   * @throws DatabaseFault when the database refuses or is away
   */
  public <T> List<T> query(String sql, RowReader<T> reader, Object... parameters) {
    try (Connection connection = database.getConnection()) {
      return query(connection, sql, reader, parameters);
    } catch (SQLException fault) {
      throw new DatabaseFault(fault);
    }
  }

  /**
   * Runs one statement.
   *
   * @return how many rows it touched
   * @throws DatabaseFault when the database refuses or is away
   */
  public int update(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(connection, statement, parameters);
      return statement.executeUpdate();
    } catch (SQLException fault) {
      throw new DatabaseFault(fault);
    }
  }

  static <T> List<T> query(
      Connection connection, String sql, RowReader<T> reader, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(connection, statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> result = new ArrayList<>();
        while (rows.next()) {
          result.add(reader.read(rows));
        }
        return result;
      }
    }
  }

  /** An instant of a row, or null. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }

  private static void bind(Connection connection, PreparedStatement statement, Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, bindable(connection, parameters[i]));
    }
  }

  private static Object bindable(Connection connection, Object parameter) throws SQLException {
    return switch (parameter) {
      case null -> null;
      case Instant instant -> OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
      case String text -> storable(text);
      case String[] texts ->
          array(connection, "text", Stream.of(texts).map(Sql::storable).toArray(String[]::new));
      case Integer[] numbers -> array(connection, "integer", numbers);
      case Long[] numbers -> array(connection, "bigint", numbers);
      case Boolean[] flags -> array(connection, "boolean", flags);
      default -> parameter;
    };
  }

  /** The one character that PostgreSQL can't hold in a text is shown by its symbol. */
  private static String storable(String text) {
    return text == null || text.indexOf('\0') < 0 ? text : text.replace('\0', '\u2400');
  }

  private static Array array(Connection connection, String type, Object[] values)
      throws SQLException {
    return connection.createArrayOf(type, values);
  }
}
