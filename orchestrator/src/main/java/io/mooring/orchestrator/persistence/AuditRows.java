package io.mooring.orchestrator.persistence;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What people did, and why: orders, sagas, documents, decisions. */
@ApplicationScoped
public class AuditRows {
  /** The types are those of the index of saga_history. */
  private static final String DEEDS =
      """
      select * from (
        select at, actor, integration, saga, type as deed, step, summary,
            coalesce(detail::json ->> 'why', '') as why, 'h' || lpad(sequence::text, 19, '0') as key
          from saga_history
         where type in ('saga-started', 'retry-requested', 'step-skipped', 'decision-taken',
             'pause-requested', 'cancel-requested', 'saga-resumed')
           and at <= ?
        union all
        select created_at, actor, integration, null, 'document-submitted', null,
            'generation ' || generation || ' of the document was saved', '',
            'r' || integration || '/' || generation
          from integration_revision
        union all
        select at, actor, null, null, 'dead-letter-' || decision, null,
            'dead letter ' || place || ' was ' || decision, why, 'd' || lpad(place::text, 19, '0')
          from dead_letter_decision) deeds
       where (at, key collate "C") < (?, ? collate "C")
         and (? = '' or actor = ?) and (? = '' or integration = ?)
       order by at desc, key collate "C" desc limit ?
      """;

  private final Sql sql;

  AuditRows(Sql sql) {
    this.sql = sql;
  }

  /**
   * Something that somebody did.
   *
   * @param at when
   * @param actor who: a person, or {@code orchestrator} for what is done by itself
   * @param integration for which integration; absent where it was for none
   * @param saga to which saga; absent where it was to none
   * @param deed what: {@code retry-requested}, {@code document-submitted}
   * @param step to which step; absent where it was to none, or to several
   * @param summary one line for people
   * @param why the reason that was given; may be empty
   * @param key orders what was done in one moment
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(
      name = "Deed",
      requiredProperties = {"at", "actor", "deed", "summary", "why", "key"})
  public record Deed(
      Instant at,
      String actor,
      String integration,
      UUID saga,
      String deed,
      String step,
      String summary,
      String why,
      String key) {}

  /**
   * What was done before, newest first.
   *
   * @param before the moment
   * @param key the place in this moment
   * @param actor by whom; empty: by anybody
   * @param integration for which integration; empty: for any
   */
  public List<Deed> before(
      Instant before, String key, String actor, String integration, int limit) {
    return sql.query(
        DEEDS,
        row ->
            new Deed(
                Sql.instant(row, "at"),
                row.getString("actor"),
                row.getString("integration"),
                row.getObject("saga", UUID.class),
                row.getString("deed"),
                row.getString("step"),
                row.getString("summary"),
                row.getString("why"),
                row.getString("key")),
        before,
        before,
        key,
        actor,
        actor,
        integration,
        integration,
        limit);
  }
}
