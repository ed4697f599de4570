package io.mooring.orchestrator.persistence;

import io.mooring.orchestrator.saga.SagaKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Up to where each receiver was told of the history. */
@ApplicationScoped
public class ReceiverCursors {
  private static final String PREFIX = "notify/";

  private final Sql sql;
  private final HistoryRows history;

  ReceiverCursors(Sql sql, HistoryRows history) {
    this.sql = sql;
    this.history = history;
  }

  /** The last entry that a receiver needs no more; whoever is new begins with what comes now. */
  public StreamPosition of(String receiver) {
    return stored(receiver)
        .orElseGet(
            () -> {
              StreamPosition now = history.beforeNewest(0);
              sql.update(
                  "insert into stream_cursor (name, transaction, sequence)"
                      + " values (?, ?::xid8, ?) on conflict do nothing",
                  PREFIX + receiver,
                  Long.toString(now.transaction()),
                  now.sequence());
              return stored(receiver).orElse(now);
            });
  }

  private Optional<StreamPosition> stored(String receiver) {
    return sql
        .query(
            "select transaction::text, sequence from stream_cursor where name = ?",
            row -> new StreamPosition(row.getLong(1), row.getLong(2)),
            PREFIX + receiver)
        .stream()
        .findFirst();
  }

  /** It was told of everything up to there. */
  public void moveTo(String receiver, StreamPosition position) {
    sql.update(
        "update stream_cursor set transaction = ?::xid8, sequence = ? where name = ?",
        Long.toString(position.transaction()),
        position.sequence(),
        PREFIX + receiver);
  }

  /** The kind of a saga; empty when it is forgotten. */
  public Optional<SagaKind> kind(UUID saga) {
    return sql
        .query(
            "select kind from saga where id = ?", row -> SagaKind.valueOf(row.getString(1)), saga)
        .stream()
        .findFirst();
  }
}
