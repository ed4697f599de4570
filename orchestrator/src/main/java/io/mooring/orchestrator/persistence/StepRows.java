package io.mooring.orchestrator.persistence;

import io.mooring.contracts.StepName;
import io.mooring.orchestrator.saga.Marks;
import io.mooring.orchestrator.saga.SagaStep;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Steps and what they wait for, for reading. */
@ApplicationScoped
public class StepRows {
  /**
   * Both tables know the saga, so PostgreSQL would compare all rows of one with all of the other
   * where its statistics are older than the saga: they say that it has one row. A limit keeps it to
   * the key.
   */
  private static final String STEPS =
      """
      select p.ordinal, p.name, p.planned, s.state, s.detail, s.attempt, s.tries,
             s.started_at, s.marks
        from saga_plan p cross join lateral (
             select *, xmin as written from saga_step
              where saga = p.saga and ordinal = p.ordinal limit 1) s
       where p.saga = ?
      """;

  /** A row names the transaction that wrote it by 32 bits. */
  private static final long TRANSACTIONS = 1L << 32;

  private final Sql sql;

  StepRows(Sql sql) {
    this.sql = sql;
  }

  /** These steps; those that the saga does not have are left out. */
  public List<SagaStep> named(UUID saga, Collection<StepName> names) {
    return sql.query(
        STEPS + " and p.name = any(?)",
        StepRows::read,
        saga,
        names.stream().map(StepName::toString).toArray(String[]::new));
  }

  /** The steps after an ordinal, in the order of the plan. */
  public List<SagaStep> after(UUID saga, long ordinal, int limit) {
    return sql.query(
        STEPS + " and p.ordinal > ? order by p.ordinal limit ?",
        StepRows::read,
        saga,
        ordinal,
        limit);
  }

  /** The same of those on one node. */
  public List<SagaStep> onNode(UUID saga, String node, long ordinal, int limit) {
    return sql.query(
        STEPS + " and p.node = ? and p.ordinal > ? order by p.ordinal limit ?",
        StepRows::read,
        saga,
        node,
        ordinal,
        limit);
  }

  /**
   * The same of the steps that were written since a position; those of a transaction that was not
   * done then are among them. {@code xmin} is the transaction that wrote a row last.
   */
  public List<SagaStep> changed(UUID saga, long since, long ordinal, int limit) {
    return sql.query(
        STEPS + " and p.ordinal > ? and age(s.written) <= age(?::xid) order by p.ordinal limit ?",
        StepRows::read,
        saga,
        ordinal,
        Long.toString(since % TRANSACTIONS),
        limit);
  }

  /** The oldest transaction that is not done: what was written before it can be read. */
  public long position() {
    return sql.query(
            "select pg_snapshot_xmin(pg_current_snapshot())::text as position",
            row -> row.getLong("position"))
        .getFirst();
  }

  /**
   * What each of these steps waits for, by ordinals; steps that wait for nothing are left out.
   *
   * @param ordinals of the steps
   */
  public Map<Integer, List<StepName>> dependsOn(UUID saga, Collection<Integer> ordinals) {
    Map<Integer, List<Integer>> before = new HashMap<>();
    sql.query(
        "select ordinal, depends_on from saga_plan where saga = ? and ordinal = any(?)",
        row ->
            before.put(
                row.getInt("ordinal"), List.of((Integer[]) row.getArray("depends_on").getArray())),
        saga,
        ordinals.toArray(Integer[]::new));
    Map<Integer, StepName> names = names(saga, before.values());
    Map<Integer, List<StepName>> result = new HashMap<>();
    before.forEach(
        (ordinal, those) -> {
          if (!those.isEmpty()) {
            result.put(ordinal, those.stream().sorted().map(names::get).toList());
          }
        });
    return result;
  }

  private Map<Integer, StepName> names(UUID saga, Collection<List<Integer>> wanted) {
    Map<Integer, StepName> names = new HashMap<>();
    sql.query(
        "select ordinal, name from saga_plan where saga = ? and ordinal = any(?)",
        row -> names.put(row.getInt("ordinal"), StepName.parse(row.getString("name"))),
        saga,
        wanted.stream().flatMap(List::stream).distinct().toArray(Integer[]::new));
    return names;
  }

  /** The failed steps, in the order of the plan. */
  public List<StepName> failed(UUID saga) {
    return sql.query(
        """
        select p.name
          from saga_step s cross join lateral (
               select name from saga_plan where saga = s.saga and ordinal = s.ordinal limit 1) p
         where s.saga = ? and s.state in ('failed', 'halted')
         order by s.ordinal
        """,
        row -> StepName.parse(row.getString("name")),
        saga);
  }

  private static SagaStep read(ResultSet row) throws SQLException {
    return reader(row).get();
  }

  /** Takes what the row holds; the step is made of it later, since that may fail. */
  static Supplier<SagaStep> reader(ResultSet row) throws SQLException {
    String name = row.getString("name");
    int ordinal = row.getInt("ordinal");
    String planned = row.getString("planned");
    String state = row.getString("state");
    String detail = row.getString("detail");
    int attempt = row.getInt("attempt");
    int tries = row.getInt("tries");
    Marks marks = Marks.of(row.getInt("marks"));
    Optional<Instant> startedAt = Optional.ofNullable(Sql.instant(row, "started_at"));
    return () ->
        new SagaStep(
            RowJson.planned(name, ordinal, planned),
            RowJson.state(state, detail),
            attempt,
            tries,
            startedAt,
            marks);
  }
}
