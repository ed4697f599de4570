package io.mooring.orchestrator.persistence;

import io.mooring.contracts.StepName;
import io.mooring.orchestrator.saga.HistoryEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The append-only history. */
@ApplicationScoped
public class HistoryRows {
  private static final String COLUMNS =
      "sequence, at, integration, saga, type, step, node, attempt, actor, summary, detail";

  private final Sql sql;

  HistoryRows(Sql sql) {
    this.sql = sql;
  }

  /**
   * An entry with its place in the history of all sagas.
   *
   * @param position its place
   * @param entry the entry
   */
  public record Placed(StreamPosition position, StoredEntry entry) {}

  /**
   * Appends what happened to a saga. The caller has the saga's lock: it makes the sequence of a
   * saga's entries the order in which they become visible.
   *
   * @param transaction what {@link SagaRows#save} gave
   */
  List<StoredEntry> append(
      UUID saga, String integration, String transaction, List<HistoryEntry> entries) {
    List<Long> sequences =
        sql.query(
            "select nextval('saga_history_sequence') from generate_series(1, ?) order by 1",
            row -> row.getLong(1),
            entries.size());
    List<StoredEntry> stored = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      stored.add(stored(saga, integration, sequences.get(i), entries.get(i)));
    }
    sql.batch(
        "insert into saga_history (transaction, "
            + COLUMNS
            + ") values (?::xid8, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        stored.stream().map(entry -> row(transaction, entry)).toList());
    return stored;
  }

  /** The entries of a saga after a sequence. */
  public List<StoredEntry> of(UUID saga, long after, int limit) {
    return sql.query(
        "select "
            + COLUMNS
            + " from saga_history where saga = ? and sequence > ? order by sequence limit ?",
        HistoryRows::read,
        saga,
        after,
        limit);
  }

  /**
   * The entries of all sagas after a position, as far as no transaction is open that could still
   * add one before them.
   */
  public List<Placed> ofAll(StreamPosition after, int limit) {
    return sql.query(
        "select transaction::text as transaction, "
            + COLUMNS
            + " from saga_history where (transaction, sequence) > (?::xid8, ?)"
            + " and transaction < pg_snapshot_xmin(pg_current_snapshot())"
            + " order by saga_history.transaction, sequence limit ?",
        row ->
            new Placed(
                new StreamPosition(row.getLong("transaction"), row.getLong("sequence")), read(row)),
        Long.toString(after.transaction()),
        after.sequence(),
        limit);
  }

  /** The position before the newest entries of all sagas, as many as are asked for. */
  public StreamPosition beforeNewest(int entries) {
    return sql
        .query(
            "select transaction::text as transaction, sequence from saga_history"
                + " where transaction < pg_snapshot_xmin(pg_current_snapshot())"
                + " order by saga_history.transaction desc, sequence desc offset ? limit 1",
            row -> new StreamPosition(row.getLong("transaction"), row.getLong("sequence")),
            entries)
        .stream()
        .findFirst()
        .orElse(StreamPosition.BEGINNING);
  }

  private static StoredEntry stored(
      UUID saga, String integration, long sequence, HistoryEntry entry) {
    Optional<StepName> step = entry.step();
    return new StoredEntry(
        sequence,
        entry.at(),
        integration,
        saga,
        entry.type().label(),
        step.map(StepName::toString).orElse(null),
        step.map(name -> name.node().value()).orElse(null),
        entry.attempt().isPresent() ? entry.attempt().getAsInt() : null,
        entry.actor(),
        entry.summary(),
        HistoryDetails.json(entry.detail()));
  }

  private static Object[] row(String transaction, StoredEntry entry) {
    return new Object[] {
      transaction,
      entry.sequence(),
      entry.at(),
      entry.integration(),
      entry.saga(),
      entry.type(),
      entry.step(),
      entry.node(),
      entry.attempt(),
      entry.actor(),
      entry.summary(),
      entry.detail()
    };
  }

  private static StoredEntry read(ResultSet row) throws SQLException {
    return new StoredEntry(
        row.getLong("sequence"),
        Sql.instant(row, "at"),
        row.getString("integration"),
        row.getObject("saga", UUID.class),
        row.getString("type"),
        row.getString("step"),
        row.getString("node"),
        row.getObject("attempt", Integer.class),
        row.getString("actor"),
        row.getString("summary"),
        row.getString("detail"));
  }
}
