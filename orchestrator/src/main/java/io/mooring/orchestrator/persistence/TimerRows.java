package io.mooring.orchestrator.persistence;

import io.mooring.contracts.StepName;
import io.mooring.orchestrator.saga.SagaStep;
import io.mooring.orchestrator.saga.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The timers of steps. */
@ApplicationScoped
public class TimerRows {
  private final Sql sql;

  TimerRows(Sql sql) {
    this.sql = sql;
  }

  /** Sagas that have a timer which is due, those first that wait longest. */
  public List<UUID> due(Instant now, int limit) {
    return sql.query(
        """
        select saga from saga_timer where due_at <= ?
        group by saga order by min(due_at) limit ?
        """,
        row -> row.getObject("saga", UUID.class),
        now,
        limit);
  }

  /** The timers of a saga that are due; the caller has the saga's lock. */
  public List<Timer> due(UUID saga, Instant now) {
    return sql.query(
        "select * from saga_timer where saga = ? and due_at <= ? order by due_at",
        row ->
            new Timer(
                Timer.Kind.valueOf(row.getString("kind")),
                StepName.parse(row.getString("step")),
                row.getInt("attempt"),
                Sql.instant(row, "due_at")),
        saga,
        now);
  }

  /** Removes a timer that went off, before its input is applied. */
  public void remove(UUID saga, Timer timer) {
    sql.update("delete from saga_timer where saga = ? and step = ?", saga, timer.step().toString());
  }

  void removeAll(UUID saga) {
    sql.update("delete from saga_timer where saga = ?", saga);
  }

  /** Sets the timers that these steps have where they are now. */
  void save(UUID saga, Collection<SagaStep> steps) {
    sql.batch(
        "delete from saga_timer where saga = ? and step = ?",
        steps.stream()
            .filter(step -> Timer.of(step).isEmpty())
            .map(step -> new Object[] {saga, step.name().toString()})
            .toList());
    sql.batch(
        """
        insert into saga_timer (saga, step, kind, attempt, due_at) values (?, ?, ?, ?, ?)
        on conflict (saga, step) do update
          set kind = excluded.kind, attempt = excluded.attempt, due_at = excluded.due_at
        """,
        steps.stream()
            .flatMap(step -> Timer.of(step).stream())
            .map(timer -> row(saga, timer))
            .toList());
  }

  private static Object[] row(UUID saga, Timer timer) {
    return new Object[] {
      saga, timer.step().toString(), timer.kind().name(), timer.attempt(), timer.due()
    };
  }
}
