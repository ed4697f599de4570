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
  /**
   * Since the last saga that made the world as it is wanted, or found it so. Only verifications
   * after the last apply are read, and of these the last hundred.
   */
  private static final String DRIFTED =
      """
      select n.integration, min(v.ended_at) as since,
          (array_agg(v.id order by v.number desc))[1] as saga,
          (array_agg(v.steps order by v.number desc))[1] as steps
        from unnest(?::text[]) n(integration)
        left join lateral (
          select number from saga
           where integration = n.integration and kind in ('APPLY', 'REMOVE')
             and state = 'SUCCEEDED' order by number desc limit 1) a on true
        cross join lateral (
          select l.*, max(l.number) filter (where l.steps = 0 and l.state = 'SUCCEEDED') over ()
              as agreed
            from (
              select id, number, state, ended_at,
                  (progress::json #>> '{counts,changed}')::integer
                    + (progress::json #>> '{counts,failed}')::integer as steps
                from saga
               where integration = n.integration and number > coalesce(a.number, 0)
                 and kind = 'VERIFY' and ended_at is not null
               order by number desc limit 100) l) v
       where v.steps > 0 and v.number > coalesce(v.agreed, 0)
       group by n.integration
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
