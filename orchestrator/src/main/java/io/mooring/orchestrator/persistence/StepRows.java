package io.mooring.orchestrator.persistence;

import io.mooring.contracts.StepName;
import io.mooring.orchestrator.planner.Edge;
import io.mooring.orchestrator.saga.Marks;
import io.mooring.orchestrator.saga.SagaStep;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The rows of steps and of what they wait for. */
@ApplicationScoped
public class StepRows {
  private static final String COLUMNS =
      "s.ordinal, s.name, s.planned, s.state, s.detail, s.attempt, s.tries, s.started_at,"
          + " s.marks";

  private final Sql sql;

  StepRows(Sql sql) {
    this.sql = sql;
  }

  /** Adds the steps of a new saga and what they wait for. */
  void insert(UUID saga, List<SagaStep> steps, List<Edge> edges) {
    sql.batch(
        """
        insert into saga_step (saga, ordinal, name, action, node, planned, state, detail, attempt,
          tries)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        steps.stream().map(step -> newRow(saga, step)).toList());
    Map<StepName, Integer> ordinals =
        steps.stream().collect(Collectors.toMap(SagaStep::name, step -> step.planned().ordinal()));
    sql.batch(
        "insert into saga_dependency (saga, before, after) values (?, ?, ?)",
        edges.stream()
            .map(
                edge ->
                    new Object[] {saga, ordinals.get(edge.before()), ordinals.get(edge.after())})
            .toList());
  }

  /** Writes where steps are now. */
  void save(UUID saga, Collection<SagaStep> steps) {
    sql.batch(
        """
        update saga_step set state = ?, detail = ?, attempt = ?, tries = ?, started_at = ?,
          marks = ?
        where saga = ? and ordinal = ?
        """,
        steps.stream()
            .map(
                step ->
                    new Object[] {
                      step.state().label(),
                      RowJson.write(step.state()),
                      step.attempt(),
                      step.tries(),
                      step.startedAt().orElse(null),
                      step.marks().bits(),
                      saga,
                      step.planned().ordinal()
                    })
            .toList());
  }

  /** These steps; those that the saga does not have are left out. */
  public List<SagaStep> named(UUID saga, Collection<StepName> names) {
    return sql.query(
        "select " + COLUMNS + " from saga_step s where s.saga = ? and s.name = any(?)",
        StepRows::read,
        saga,
        texts(names));
  }

  /** The steps after an ordinal, in the order of the plan. */
  public List<SagaStep> after(UUID saga, long ordinal, int limit) {
    return sql.query(
        "select "
            + COLUMNS
            + " from saga_step s where s.saga = ? and s.ordinal > ? order by s.ordinal limit ?",
        StepRows::read,
        saga,
        ordinal,
        limit);
  }

  /** All steps of a saga, in the order of the plan. */
  List<SagaStep> all(UUID saga) {
    return sql.query(
        "select " + COLUMNS + " from saga_step s where s.saga = ? order by s.ordinal",
        StepRows::read,
        saga);
  }

  /** All dependencies of a saga. */
  List<Edge> edges(UUID saga) {
    return sql.query(
        """
        select b.name as before, a.name as after from saga_dependency d
          join saga_step b on b.saga = d.saga and b.ordinal = d.before
          join saga_step a on a.saga = d.saga and a.ordinal = d.after
        where d.saga = ? order by d.before, d.after
        """,
        row ->
            new Edge(
                StepName.parse(row.getString("before")), StepName.parse(row.getString("after"))),
        saga);
  }

  /**
   * What each of these steps waits for, by ordinals; steps that wait for nothing are left out.
   *
   * @param ordinals of the steps
   */
  public Map<Integer, List<StepName>> dependsOn(UUID saga, Collection<Integer> ordinals) {
    Map<Integer, List<StepName>> result = new HashMap<>();
    sql.query(
        """
        select d.after, s.name from saga_dependency d
          join saga_step s on s.saga = d.saga and s.ordinal = d.before
        where d.saga = ? and d.after = any(?) order by d.before
        """,
        row ->
            result
                .computeIfAbsent(row.getInt("after"), after -> new ArrayList<>())
                .add(StepName.parse(row.getString("name"))),
        saga,
        ordinals.toArray(Integer[]::new));
    return result;
  }

  /**
   * The failed steps that a selector means.
   *
   * @param selector {@code all}, an action, {@code action@node}, or the full name of a step
   */
  public List<StepName> failed(UUID saga, String selector) {
    return sql.query(
        """
        select name from saga_step
        where saga = ? and state in ('failed', 'halted') and ? in ('all', action, action || '@' || node, name)
        order by ordinal
        """,
        row -> StepName.parse(row.getString("name")),
        saga,
        selector);
  }

  private static Object[] newRow(UUID saga, SagaStep step) {
    return new Object[] {
      saga,
      step.planned().ordinal(),
      step.name().toString(),
      step.name().action(),
      step.node().value(),
      RowJson.write(step.planned()),
      step.state().label(),
      RowJson.write(step.state()),
      step.attempt(),
      step.tries()
    };
  }

  private static String[] texts(Collection<?> names) {
    return names.stream().map(Object::toString).toArray(String[]::new);
  }

  private static SagaStep read(ResultSet row) throws SQLException {
    return new SagaStep(
        RowJson.planned(row.getString("name"), row.getInt("ordinal"), row.getString("planned")),
        RowJson.state(row.getString("state"), row.getString("detail")),
        row.getInt("attempt"),
        row.getInt("tries"),
        Optional.ofNullable(Sql.instant(row, "started_at")),
        Marks.of(row.getInt("marks")));
  }
}
