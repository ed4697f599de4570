package io.mooring.orchestrator.persistence;

import io.mooring.orchestrator.saga.SagaKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Forgets sagas that nothing rests on any more, with their steps and their history. */
@ApplicationScoped
public class OldSagas {
  /**
   * At rest, and of its integration neither among the newest, or the newest that change something,
   * nor the last apply that succeeded, nor the parent of one that is kept, nor with a history that
   * is still to be published.
   */
  private static final String OLD =
      """
      select r.id
        from (select id, number, ended_at, looks,
                row_number() over (partition by integration order by number desc) as place,
                row_number() over (partition by integration, looks order by number desc)
                  as place_of_its_sort,
                coalesce(max(number) filter (where kind = 'APPLY' and state = 'SUCCEEDED')
                  over (partition by integration), 0) as applied
              from (select *, kind = any(?) as looks from saga) s) r
       where r.ended_at is not null and r.place > ? and (r.looks or r.place_of_its_sort > ?)
         and r.number <> r.applied
         and (r.place > ? or r.ended_at < ?)
         and not exists (select 1 from saga c where c.parent = r.id)
         and not exists (select 1 from saga_history h, stream_cursor p
               where h.saga = r.id and p.name = 'public'
                 and (h.transaction, h.sequence) > (p.transaction, p.sequence))
       order by r.number limit ?
      """;

  private static final String REMEMBER =
      """
      update stream_cursor c
         set transaction = h.transaction, sequence = h.sequence, times = c.times + 1
        from (select transaction, sequence from (
                select transaction, sequence from saga_history where saga = any(?::uuid[])
                union all
                select transaction, sequence from stream_cursor where name = 'forgotten') e
               order by transaction desc, sequence desc limit 1) h
       where c.name = 'forgotten'
      """;

  private final Sql sql;

  OldSagas(Sql sql) {
    this.sql = sql;
  }

  /**
   * What is kept of each integration.
   *
   * @param always so many sagas, and so many that change something, are kept however old they are
   * @param most further ones are not kept however young they are
   * @param since what ended earlier is not kept
   */
  public record Kept(int always, int most, Instant since) {}

  /**
   * Forgets some, in the current transaction.
   *
   * @param limit at most so many sagas
   * @return how many
   */
  public int forget(Kept kept, int limit) {
    List<UUID> old =
        sql.query(
            OLD,
            row -> row.getObject("id", UUID.class),
            SagaKind.looking().stream().map(SagaKind::name).toArray(String[]::new),
            kept.always(),
            kept.always(),
            Math.max(kept.most(), kept.always()),
            kept.since(),
            limit);
    if (!old.isEmpty()) {
      Object ids = old.stream().map(UUID::toString).toArray(String[]::new);
      sql.update(REMEMBER, ids);
      for (String table : List.of("saga_history", "saga_step", "saga_plan")) {
        sql.update("delete from " + table + " where saga = any(?::uuid[])", ids);
      }
      sql.update("delete from saga where id = any(?::uuid[])", ids);
    }
    return old.size();
  }
}
