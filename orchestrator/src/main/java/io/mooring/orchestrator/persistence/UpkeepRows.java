package io.mooring.orchestrator.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** When which integration is looked at for what it wants done by itself. */
@ApplicationScoped
public class UpkeepRows {
  private final Sql sql;

  UpkeepRows(Sql sql) {
    this.sql = sql;
  }

  /**
   * An integration whose time has come.
   *
   * @param integration its name
   * @param since since when
   */
  public record Due(String integration, Instant since) {}

  /** Those whose time has come, the longest first. */
  public List<Due> due(Instant now, int limit) {
    return sql.query(
        "select integration, due_at from upkeep where due_at <= ? order by due_at limit ?",
        row -> new Due(row.getString("integration"), Sql.instant(row, "due_at")),
        now,
        limit);
  }

  /** Looks at it as soon as possible. */
  public void soon(String integration, Instant now) {
    sql.update(
        """
        insert into upkeep values (?, ?)
            on conflict (integration) do update set due_at = excluded.due_at
        """,
        integration,
        now);
  }

  /**
   * It was looked at; unless something has happened meanwhile, it is looked at again then, or when
   * its next saga comes to rest.
   */
  public void looked(Due due, Optional<Instant> next) {
    if (next.isPresent()) {
      sql.update(
          "update upkeep set due_at = ? where integration = ? and due_at = ?",
          next.get(),
          due.integration(),
          due.since());
    } else {
      sql.update(
          "delete from upkeep where integration = ? and due_at = ?",
          due.integration(),
          due.since());
    }
  }

  /** The nodes that each of these sagas has parked; sagas that parked none are left out. */
  public Map<UUID, Set<String>> parked(List<UUID> sagas) {
    Map<UUID, Set<String>> parked = new HashMap<>();
    sql.query(
            """
            select saga, array_agg(distinct node) as nodes from saga_history
             where saga = any(?::uuid[]) and type = 'node-parked' group by saga
            """,
            row ->
                Map.entry(
                    row.getObject("saga", UUID.class),
                    Set.of((String[]) row.getArray("nodes").getArray())),
            (Object) sagas.stream().map(UUID::toString).toArray(String[]::new))
        .forEach(one -> parked.put(one.getKey(), one.getValue()));
    return parked;
  }
}
