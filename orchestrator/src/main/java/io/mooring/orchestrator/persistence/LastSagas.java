package io.mooring.orchestrator.persistence;

import io.mooring.orchestrator.saga.SagaKind;
import io.mooring.orchestrator.saga.SagaState;
import io.mooring.orchestrator.saga.StepCounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The last sagas of all integrations, in one question. */
@ApplicationScoped
public class LastSagas {
  private final Sql sql;

  LastSagas(Sql sql) {
    this.sql = sql;
  }

  /**
   * One of them.
   *
   * @param integration whose it is
   * @param id its identity
   * @param kind what it is for
   * @param state where it is
   * @param counts how many of its steps are in which state
   * @param parent the saga whose changes it takes back
   * @param endedAt when it came to rest; empty while it runs
   */
  public record LastSaga(
      String integration,
      UUID id,
      SagaKind kind,
      SagaState state,
      StepCounts counts,
      Optional<UUID> parent,
      Optional<Instant> endedAt) {}

  /** Of each integration the last ones, newest first. */
  public List<LastSaga> ofEach(int limit) {
    return sql.query(
        """
        select s.* from integration i cross join lateral
          (select integration, id, kind, state, progress, parent, ended_at, number from saga
            where integration = i.name order by number desc limit ?) s
         order by s.integration, s.number desc
        """,
        row ->
            new LastSaga(
                row.getString("integration"),
                row.getObject("id", UUID.class),
                SagaKind.valueOf(row.getString("kind")),
                SagaState.valueOf(row.getString("state")),
                RowJson.progress(row.getString("progress")).counts(),
                Optional.ofNullable(row.getObject("parent", UUID.class)),
                Optional.ofNullable(Sql.instant(row, "ended_at"))),
        limit);
  }
}
