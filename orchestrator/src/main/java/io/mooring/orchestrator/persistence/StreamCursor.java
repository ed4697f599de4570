package io.mooring.orchestrator.persistence;

import jakarta.enterprise.context.ApplicationScoped;

/** Up to where the history was published for everybody. */
@ApplicationScoped
public class StreamCursor {
  private static final String NAME = "public";
  private static final String FORGOTTEN = "forgotten";

  private final Sql sql;

  StreamCursor(Sql sql) {
    this.sql = sql;
  }

  /** The last published entry. */
  public StreamPosition position() {
    return sql
        .query(
            "select transaction::text, sequence from stream_cursor where name = ?",
            row -> new StreamPosition(row.getLong(1), row.getLong(2)),
            NAME)
        .stream()
        .findFirst()
        .orElse(StreamPosition.BEGINNING);
  }

  /**
   * What was forgotten.
   *
   * @param upTo where the last forgotten entry was; before it some are kept and some are not
   * @param times how often something was forgotten
   */
  public record Forgotten(StreamPosition upTo, long times) {}

  /** What was forgotten so far. */
  public Forgotten forgotten() {
    return sql.query(
            "select transaction::text, sequence, times from stream_cursor where name = ?",
            row ->
                new Forgotten(new StreamPosition(row.getLong(1), row.getLong(2)), row.getLong(3)),
            FORGOTTEN)
        .getFirst();
  }

  /** Everything up to there is published. */
  public void moveTo(StreamPosition position) {
    sql.update(
        "update stream_cursor set transaction = ?::xid8, sequence = ? where name = ?",
        Long.toString(position.transaction()),
        position.sequence(),
        NAME);
  }
}
