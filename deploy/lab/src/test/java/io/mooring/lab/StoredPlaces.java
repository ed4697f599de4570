package io.mooring.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Everything that the product has stored in its database and in its folder. */
final class StoredPlaces {
  private static final String TABLES =
      """
      select table_schema || '.' || quote_ident(table_name) from information_schema.tables
      where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'
      """;

  private final Product product;

  StoredPlaces(Product product) {
    this.product = product;
  }

  /** Every row of every table. */
  List<Place> rows() {
    List<Place> rows = new ArrayList<>();
    try (Connection connection =
        DriverManager.getConnection(product.databaseUrl(), "mooring", product.databasePassword())) {
      for (String table : texts(connection, TABLES)) {
        for (String row : texts(connection, "select t::text from " + table + " t")) {
          rows.add(new Place("table " + table, row.getBytes(StandardCharsets.UTF_8)));
        }
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    return rows;
  }

  /** Every file below the product's folder; its credentials are links and not followed. */
  Stream<Place> files() {
    try (Stream<Path> files = Files.walk(product.home())) {
      return files.filter(StoredPlaces::isReadableFile).toList().stream().map(StoredPlaces::place);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static boolean isReadableFile(Path file) {
    return Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS);
  }

  private static Place place(Path file) {
    try {
      return new Place("file " + file, Files.readAllBytes(file));
    } catch (IOException removed) {
      return new Place("file " + file, new byte[0]);
    }
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
