package io.mooring.orchestrator.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What people decided about dead letters. */
@ApplicationScoped
public class DeadLetterDecisions {
  private final Sql sql;

  DeadLetterDecisions(Sql sql) {
    this.sql = sql;
  }

  /**
   * A decision.
   *
   * @param decision {@code redriven} or {@code discarded}
   * @param actor who took it
   * @param why the reason; may be empty
   * @param at when
   */
  public record Decision(String decision, String actor, String why, Instant at) {}

  /**
   * What a decision is about.
   *
   * @param place the letter's place
   * @param writtenAt when it was put there
   */
  public record Letter(long place, Instant writtenAt) {}

  /** The decisions about letters of these places. */
  public Map<Letter, Decision> of(Collection<Long> places) {
    Map<Letter, Decision> decisions = new HashMap<>();
    sql.query(
            "select place, written_at, decision, actor, why, at from dead_letter_decision"
                + " where place = any(?)",
            row ->
                Map.entry(
                    new Letter(row.getLong("place"), Sql.instant(row, "written_at")),
                    new Decision(
                        row.getString("decision"),
                        row.getString("actor"),
                        row.getString("why"),
                        Sql.instant(row, "at"))),
            (Object) places.toArray(Long[]::new))
        .forEach(one -> decisions.put(one.getKey(), one.getValue()));
    return decisions;
  }

  /** Keeps a decision; false when there was one already. */
  public boolean add(Letter letter, Decision decision) {
    return sql.update(
            "insert into dead_letter_decision (place, written_at, decision, actor, why, at)"
                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
            letter.place(),
            letter.writtenAt(),
            decision.decision(),
            decision.actor(),
            decision.why(),
            decision.at())
        == 1;
  }
}
