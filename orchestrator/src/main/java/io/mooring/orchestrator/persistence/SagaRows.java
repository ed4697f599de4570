package io.mooring.orchestrator.persistence;

import io.mooring.contracts.IntegrationName;
import io.mooring.orchestrator.saga.Intent;
import io.mooring.orchestrator.saga.Saga;
import io.mooring.orchestrator.saga.SagaKind;
import io.mooring.orchestrator.saga.SagaState;
import io.mooring.orchestrator.saga.StepCounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The rows of sagas, as the engine reads and writes them. */
@ApplicationScoped
public class SagaRows {
  /** Seconds since then fit into the upper half of an epoch, 31 bits, until 2093. */
  static final Instant ERAS_BEGAN = Instant.parse("2025-01-01T00:00:00Z");

  private static final String IN_QUARANTINE =
      """
      state = 'QUARANTINED' and not exists
        (select 1 from saga n where n.integration = s.integration and n.number > s.number)
      """;

  private final Sql sql;

  SagaRows(Sql sql) {
    this.sql = sql;
  }

  /**
   * The era of the next saga of an integration, whose lock the caller has: above all before it and,
   * since nodes remember epochs longer than a lost or restored database does, not below the seconds
   * since {@link #ERAS_BEGAN}.
   */
  public long nextEra(IntegrationName integration, Instant now) {
    long stored =
        sql.query(
                "select coalesce(max(era), 0) from saga where integration = ?",
                row -> row.getLong(1),
                integration.value())
            .getFirst();
    return Math.max(stored + 1, Duration.between(ERAS_BEGAN, now).toSeconds());
  }

  /** Adds a saga. */
  public void insert(Saga saga, int generation, Instant at) {
    StepCounts counts = saga.counts();
    sql.update(
        """
        insert into saga (id, era, integration, generation, kind, parent, state, intent, waiting,
          ready, dispatched, backing_off, succeeded, changed, failed, deciding, skipped, cancelled,
          gate, dispatches, version, facts, decisions, created_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        saga.id(),
        saga.era(),
        saga.integration().value(),
        generation,
        saga.kind().name(),
        saga.parent().orElse(null),
        saga.state().name(),
        saga.intent().name(),
        counts.waiting(),
        counts.ready(),
        counts.dispatched(),
        counts.backingOff(),
        counts.succeeded(),
        counts.changed(),
        counts.failed(),
        counts.deciding(),
        counts.skipped(),
        counts.cancelled(),
        saga.gate(),
        saga.dispatches(),
        saga.version(),
        RowJson.write(saga.facts()),
        RowJson.write(saga.decisions()),
        at);
  }

  /**
   * Locks sagas until the end of the transaction, always in the order of their ids, so that two
   * transactions never wait for each other. Unknown ones, and those that are set aside, are left
   * out.
   */
  public List<Saga> lock(Collection<UUID> sagas) {
    return sql.query(
        "select * from saga where id = any(?::uuid[]) and state <> 'QUARANTINED' order by id for"
            + " update",
        SagaRows::read,
        (Object) sagas.stream().map(UUID::toString).toArray(String[]::new));
  }

  /** Locks a saga unless somebody else has it now. */
  public Optional<Saga> tryLock(UUID saga) {
    return sql
        .query("select * from saga where id = ? for update skip locked", SagaRows::read, saga)
        .stream()
        .findFirst();
  }

  /**
   * Writes what an input changed of a saga.
   *
   * @param at when, which is its end if it comes to rest
   * @return the transaction that the saga's next entries of the history count as part of: this one,
   *     or the one before it when that is younger
   */
  String save(Saga saga, Instant at) {
    StepCounts counts = saga.counts();
    return sql.query(
            """
            update saga set state = ?, intent = ?, waiting = ?, ready = ?, dispatched = ?,
              backing_off = ?, succeeded = ?, changed = ?, failed = ?, deciding = ?, skipped = ?,
              cancelled = ?, gate = ?, dispatches = ?, version = ?, facts = ?, decisions = ?,
              ended_at = case when ? then coalesce(ended_at, ?) end,
              transaction = greatest(transaction, pg_current_xact_id())
            where id = ? returning transaction::text
            """,
            row -> row.getString(1),
            saga.state().name(),
            saga.intent().name(),
            counts.waiting(),
            counts.ready(),
            counts.dispatched(),
            counts.backingOff(),
            counts.succeeded(),
            counts.changed(),
            counts.failed(),
            counts.deciding(),
            counts.skipped(),
            counts.cancelled(),
            saga.gate(),
            saga.dispatches(),
            saga.version(),
            RowJson.write(saga.facts()),
            RowJson.write(saga.decisions()),
            saga.state().atRest(),
            at,
            saga.id())
        .getFirst();
  }

  /**
   * What is known of a saga whose row may be unreadable otherwise.
   *
   * @param integration name of its integration
   * @param transaction as of {@link #save}
   */
  record Quarantined(String integration, String transaction) {}

  /** How many sagas are set aside and were not yet followed by another one. */
  public long countQuarantined() {
    return sql.query("select count(*) from saga s where " + IN_QUARANTINE, row -> row.getLong(1))
        .getFirst();
  }

  /** Those of these sagas that are set aside. */
  public List<UUID> quarantined(Collection<UUID> sagas) {
    return sql.query(
        "select id from saga where id = any(?::uuid[]) and state = 'QUARANTINED'",
        row -> row.getObject("id", UUID.class),
        (Object) sagas.stream().map(UUID::toString).toArray(String[]::new));
  }

  /** Sets a saga aside; empty when it is unknown, or was set aside before. */
  Optional<Quarantined> quarantine(UUID saga, String reason, Instant at) {
    return sql
        .query(
            """
            update saga set state = 'QUARANTINED', quarantined = ?, ended_at = ?,
              transaction = greatest(transaction, pg_current_xact_id())
            where id = ? and state <> 'QUARANTINED'
            returning integration, transaction::text as transaction
            """,
            row -> new Quarantined(row.getString("integration"), row.getString("transaction")),
            reason,
            at,
            saga)
        .stream()
        .findFirst();
  }

  /** The sagas that are set aside and were not yet followed by another one, with the reasons. */
  public Map<UUID, String> quarantined(int limit) {
    Map<UUID, String> reasons = new LinkedHashMap<>();
    sql.query(
        "select id, quarantined from saga s where "
            + IN_QUARANTINE
            + " order by number desc limit ?",
        row -> reasons.put(row.getObject("id", UUID.class), row.getString("quarantined")),
        limit);
    return reasons;
  }

  private static Saga read(ResultSet row) throws SQLException {
    return new Saga(
        row.getObject("id", UUID.class),
        row.getLong("era"),
        new IntegrationName(row.getString("integration")),
        SagaKind.valueOf(row.getString("kind")),
        Optional.ofNullable(row.getObject("parent", UUID.class)),
        SagaState.valueOf(row.getString("state")),
        Intent.valueOf(row.getString("intent")),
        counts(row),
        row.getInt("gate"),
        row.getLong("dispatches"),
        row.getLong("version"),
        RowJson.texts(row.getString("facts")),
        RowJson.texts(row.getString("decisions")));
  }

  private static StepCounts counts(ResultSet row) throws SQLException {
    return new StepCounts(
        row.getInt("waiting"),
        row.getInt("ready"),
        row.getInt("dispatched"),
        row.getInt("backing_off"),
        row.getInt("succeeded"),
        row.getInt("changed"),
        row.getInt("failed"),
        row.getInt("deciding"),
        row.getInt("skipped"),
        row.getInt("cancelled"));
  }
}
