package io.mooring.orchestrator.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Since when the world is not as integrations want it. */
@ApplicationScoped
public class DriftRows {
  /** Since the last saga that made the world as it is wanted, or found it so. */
  private static final String DRIFTED =
      """
      with looked as (
        select integration, id, number, kind, state, ended_at,
            (progress::json #>> '{counts,changed}')::integer
              + (progress::json #>> '{counts,failed}')::integer as steps
          from saga where integration = any(?) and ended_at is not null
           and kind in ('APPLY', 'VERIFY', 'REMOVE')),
      agreed as (
        select integration, max(number) as number from looked
         where state = 'SUCCEEDED' and (kind <> 'VERIFY' or steps = 0) group by integration)
      select l.integration, min(l.ended_at) as since,
          (array_agg(l.id order by l.number desc))[1] as saga,
          (array_agg(l.steps order by l.number desc))[1] as steps
        from looked l left join agreed a on a.integration = l.integration
       where l.kind = 'VERIFY' and l.steps > 0 and l.number > coalesce(a.number, 0)
       group by l.integration
      """;

  private final Sql sql;

  DriftRows(Sql sql) {
    this.sql = sql;
  }

  /**
   * That the world is not as an integration wants it.
   *
   * @param since when it was first seen
   * @param saga the verification that looked last
   * @param steps how many steps would change something, or could not be looked at or proved, then
   */
  public record Drift(Instant since, UUID saga, int steps) {}

  /** The drift of those of these integrations that have drifted. */
  public Map<String, Drift> of(Collection<String> integrations) {
    Map<String, Drift> drifted = new HashMap<>();
    sql.query(
            DRIFTED,
            row ->
                Map.entry(
                    row.getString("integration"),
                    new Drift(
                        Sql.instant(row, "since"),
                        row.getObject("saga", UUID.class),
                        row.getInt("steps"))),
            (Object) integrations.toArray(String[]::new))
        .forEach(one -> drifted.put(one.getKey(), one.getValue()));
    return drifted;
  }
}
