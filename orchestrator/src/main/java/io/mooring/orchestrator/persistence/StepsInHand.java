package io.mooring.orchestrator.persistence;

import io.mooring.contracts.MessageTypes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** How much of the open sagas' work is whose. */
@ApplicationScoped
public class StepsInHand {
  /** No work at all. */
  public static final Count NOTHING = new Count(0, 0);

  private static final String COUNTS =
      """
      select p.planned::json ->> 'type' as type,
          count(*) filter (where s.state = 'running') as sent,
          count(*) filter (where s.state <> 'running') as waiting
        from saga o
        join saga_step s on s.saga = o.id
        join saga_plan p on p.saga = s.saga and p.ordinal = s.ordinal
       where o.state in ('CREATED', 'RUNNING', 'PAUSED')
         and s.state in ('running', 'ready', 'waiting', 'backing-off')
       group by 1
      """;

  private final Sql sql;

  StepsInHand(Sql sql) {
    this.sql = sql;
  }

  /**
   * Steps of one participant.
   *
   * @param sent those whose end is not known yet
   * @param waiting those that have not been sent
   */
  public record Count(long sent, long waiting) {
    private Count plus(Count other) {
      return new Count(sent + other.sent, waiting + other.waiting);
    }
  }

  private record OfType(String type, Count count) {}

  /** The steps of open sagas by the label of their participant. */
  public Map<String, Count> byParticipant() {
    Map<String, Count> counts = new HashMap<>();
    sql.query(
            COUNTS,
            row ->
                new OfType(
                    row.getString("type"), new Count(row.getLong("sent"), row.getLong("waiting"))))
        .forEach(
            found ->
                MessageTypes.action(found.type())
                    .ifPresent(
                        action ->
                            counts.merge(
                                action.participant().label(), found.count(), Count::plus)));
    return counts;
  }
}
