package io.mooring.orchestrator.persistence;

import io.mooring.contracts.IntegrationName;
import io.mooring.orchestrator.saga.HistoryDetail;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.HistoryType;
import io.mooring.orchestrator.saga.SagaState;
import io.quarkus.narayana.jta.QuarkusTransaction;
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
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** The rows of sagas, beside what {@link WriterSession} does with them. */
@ApplicationScoped
public class SagaRows {
  /** Seconds since then fit into the upper half of an epoch, 31 bits, until 2093. */
  static final Instant ERAS_BEGAN = Instant.parse("2025-01-01T00:00:00Z");

  private static final String IN_QUARANTINE =
      """
      state = 'QUARANTINED' and not exists
        (select 1 from saga n where n.integration = s.integration and n.number > s.number)
      """;

  private static final String[] OPEN =
      Stream.of(SagaState.values())
          .filter(state -> !state.atRest())
          .map(SagaState::name)
          .toArray(String[]::new);

  private final Sql sql;

  SagaRows(Sql sql) {
    this.sql = sql;
  }

  /**
   * A saga that is not at rest.
   *
   * @param id its identity
   * @param version of its row
   * @param begun whether it was started
   * @param createdAt when it was made
   */
  public record OpenRow(UUID id, long version, boolean begun, Instant createdAt) {}

  /**
   * A saga that has not begun.
   *
   * @param id its identity
   * @param integration name of its integration
   * @param actor who asked for it
   * @param why the reason that was given; may be empty
   * @param resources what it has to have before it begins
   */
  public record NotBegun(
      UUID id, String integration, String actor, String why, SortedSet<String> resources) {}

  /** The sagas that have not begun, in the order in which they were asked for. */
  public List<NotBegun> notBegun() {
    return sql.query(
        "select id, integration, actor, why, resources from saga where state = 'CREATED'"
            + " order by number",
        row ->
            new NotBegun(
                row.getObject("id", UUID.class),
                row.getString("integration"),
                row.getString("actor"),
                row.getString("why"),
                resources(row)));
  }

  /** What a saga has to have whenever it begins, or begins again. */
  public SortedSet<String> resources(UUID saga) {
    return sql.query("select resources from saga where id = ?", SagaRows::resources, saga).stream()
        .findFirst()
        .orElseGet(TreeSet::new);
  }

  private static SortedSet<String> resources(ResultSet row) throws SQLException {
    return new TreeSet<>(List.of((String[]) row.getArray("resources").getArray()));
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

  /** All sagas that are not at rest. */
  public List<OpenRow> open() {
    return sql.query(
        "select id, version, state, created_at from saga where state = any(?)",
        row ->
            new OpenRow(
                row.getObject("id", UUID.class),
                row.getLong("version"),
                SagaState.valueOf(row.getString("state")) != SagaState.CREATED,
                Sql.instant(row, "created_at")),
        (Object) OPEN);
  }

  /** Writes a saga in a transaction of its own, where another orchestrator is the writer. */
  public WriterSession.Written write(SagaWrite write, Instant now) {
    return SagaChanges.written(
        () ->
            QuarkusTransaction.requiringNew()
                .call(
                    () ->
                        sql.query(
                            SagaChanges.WRITE,
                            row -> row.getInt(1),
                            SagaChanges.write(List.of(write), now))));
  }

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

  /**
   * Sets a saga aside, without reading what may be unreadable: nothing happens to it any more.
   *
   * @param reason why, in one line
   * @return what happened, to be told; empty when it is unknown, or was set aside before
   */
  public List<HistoryEntry> quarantine(UUID saga, String reason, Instant at) {
    Optional<String> integration =
        sql
            .query(
                """
                with s as (update saga set state = 'QUARANTINED', quarantined = ?, ended_at = ?,
                    version = version + 1
                  where id = ? and state <> 'QUARANTINED' returning integration),
                t as (update saga_step set due_at = null where saga = ? and due_at is not null
                  and exists (select 1 from s))
                select integration from s
                """,
                row -> row.getString(1),
                reason,
                at,
                saga,
                saga)
            .stream()
            .findFirst();
    return integration.map(name -> List.of(told(saga, name, reason, at))).orElse(List.of());
  }

  private HistoryEntry told(UUID saga, String integration, String reason, Instant at) {
    HistoryEntry entry =
        new HistoryEntry(
            HistoryType.SAGA_QUARANTINED,
            at,
            Optional.empty(),
            OptionalInt.empty(),
            HistoryEntry.ORCHESTRATOR,
            "The saga is set aside: " + reason + ". Start a new saga for this integration.",
            new HistoryDetail.None());
    sql.update(
        """
        insert into saga_history (at, integration, saga, type, actor, summary, detail)
        values (?, ?, ?, ?, ?, ?, '{}')
        """,
        at,
        integration,
        saga,
        entry.type().label(),
        entry.actor(),
        entry.summary());
    return entry;
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
}
