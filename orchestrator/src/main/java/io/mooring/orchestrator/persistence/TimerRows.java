package io.mooring.orchestrator.persistence;

import io.mooring.contracts.StepName;
import io.mooring.orchestrator.saga.Timer;
import io.mooring.orchestrator.saga.TimerChange;
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

  void save(UUID saga, Collection<TimerChange> changes) {
    sql.batch(
        "delete from saga_timer where saga = ? and step = ?",
        changes.stream()
            .filter(TimerChange.Cancel.class::isInstance)
            .map(change -> new Object[] {saga, change.step().toString()})
            .toList());
    sql.batch(
        """
        insert into saga_timer (saga, step, kind, attempt, due_at) values (?, ?, ?, ?, ?)
        on conflict (saga, step) do update
          set kind = excluded.kind, attempt = excluded.attempt, due_at = excluded.due_at
        """,
        changes.stream()
            .filter(TimerChange.Set.class::isInstance)
            .map(change -> row(saga, ((TimerChange.Set) change).timer()))
            .toList());
  }

  private static Object[] row(UUID saga, Timer timer) {
    return new Object[] {
      saga, timer.step().toString(), timer.kind().name(), timer.attempt(), timer.due()
    };
  }
}
