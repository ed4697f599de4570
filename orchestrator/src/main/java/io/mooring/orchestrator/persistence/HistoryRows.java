package io.mooring.orchestrator.persistence;

import io.mooring.contracts.StepName;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
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

  /** The entries of one step of a saga after a sequence. */
  public List<StoredEntry> ofStep(UUID saga, StepName step, long after, int limit) {
    return sql.query(
        "select "
            + COLUMNS
            + " from saga_history where saga = ? and step = ? and sequence > ?"
            + " order by sequence limit ?",
        HistoryRows::read,
        saga,
        step.toString(),
        after,
        limit);
  }

  /** The sequence before the newest entries of a saga, as many as are asked for. */
  public long beforeNewest(UUID saga, int entries) {
    return sql
        .query(
            "select sequence from saga_history where saga = ? order by sequence desc"
                + " offset ? limit 1",
            row -> row.getLong("sequence"),
            saga,
            entries)
        .stream()
        .findFirst()
        .orElse(0L);
  }

  /** The entries of a saga after a sequence, with what attempts ran. */
  public List<StoredEntry> whole(UUID saga, long after, int limit) {
    return sql.query(
        "select "
            + COLUMNS
            + ", ran from saga_history where saga = ? and sequence > ? order by sequence limit ?",
        row -> read(row, row.getString("ran")),
        saga,
        after,
        limit);
  }

  /** The attempts of a step that told what they ran, the oldest first; of many the newest. */
  public List<StoredAttempt> attempts(UUID saga, StepName step, int limit) {
    return sql.query(
            """
            select attempt, at, type, summary, ran from saga_history
             where saga = ? and step = ? and ran is not null order by sequence desc limit ?
            """,
            row ->
                new StoredAttempt(
                    row.getInt("attempt"),
                    Sql.instant(row, "at"),
                    row.getString("type"),
                    row.getString("summary"),
                    row.getString("ran")),
            saga,
            step.toString(),
            limit)
        .reversed();
  }

  /** The sagas of an integration, in the order of their beginning. */
  public List<UUID> sagasOf(String integration) {
    return sql.query(
        "select id from saga where integration = ? order by number",
        row -> row.getObject("id", UUID.class),
        integration);
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

  /** How many entries all sagas have after a position; counted up to a limit. */
  public long countAfter(StreamPosition after, int limit) {
    return sql.query(
            "select count(*) from (select 1 from saga_history"
                + " where (transaction, sequence) > (?::xid8, ?) limit ?) e",
            row -> row.getLong(1),
            Long.toString(after.transaction()),
            after.sequence(),
            limit)
        .getFirst();
  }

  private static StoredEntry read(ResultSet row) throws SQLException {
    return read(row, null);
  }

  private static StoredEntry read(ResultSet row, String ran) throws SQLException {
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
        row.getString("detail"),
        ran);
  }
}
