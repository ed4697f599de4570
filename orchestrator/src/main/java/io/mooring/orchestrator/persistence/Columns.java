package io.mooring.orchestrator.persistence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Rows turned into one array a column, for {@code unnest}: many rows in one statement. */
final class Columns<R> {
  private final Collection<R> rows;
  private final List<Object> columns = new ArrayList<>();

  Columns(Collection<R> rows) {
    this.rows = rows;
  }

  /** A column of texts, or of what PostgreSQL reads from a text; null stays null. */
  Columns<R> text(Function<R, Object> value) {
    columns.add(
        rows.stream()
            .map(value)
            .map(one -> one == null ? null : one.toString())
            .toArray(String[]::new));
    return this;
  }

  /** A column of integers; null stays null. */
  Columns<R> number(Function<R, Integer> value) {
    columns.add(rows.stream().map(value).toArray(Integer[]::new));
    return this;
  }

  /** A column of large integers. */
  Columns<R> large(Function<R, Long> value) {
    columns.add(rows.stream().map(value).toArray(Long[]::new));
    return this;
  }

  /** A column of truth values. */
  Columns<R> flag(Function<R, Boolean> value) {
    columns.add(rows.stream().map(value).toArray(Boolean[]::new));
    return this;
  }

  List<Object> arrays() {
    return columns;
  }
}
