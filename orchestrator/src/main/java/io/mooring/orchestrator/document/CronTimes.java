package io.mooring.orchestrator.document;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Times that come again.
 *
 * @param expression as cron writes them: minute, hour, day of month, month, day of week
 * @param zone in which time zone
 */
public record CronTimes(String expression, ZoneId zone) {
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  /** The times that are meant; empty when they are none, or there is no such time zone. */
  public static Optional<CronTimes> parse(String expression, String zone) {
    try {
      CronTimes times = new CronTimes(expression, ZoneId.of(zone));
      times.cron();
      return Optional.of(times);
    } catch (IllegalArgumentException | DateTimeException notOne) {
      return Optional.empty();
    }
  }

  /** The first of the times after an instant; empty when there is none, as on a 31 February. */
  public Optional<Instant> after(Instant instant) {
    return ExecutionTime.forCron(cron())
        .nextExecution(instant.atZone(zone))
        .map(java.time.ZonedDateTime::toInstant);
  }

  private Cron cron() {
    return PARSER.parse(expression).validate();
  }
}
