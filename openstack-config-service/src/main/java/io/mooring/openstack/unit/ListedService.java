package io.mooring.openstack.unit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** What an API's list of services says of one that was restarted. */
public final class ListedService {
  private ListedService() {}

  /**
   * An entry that was not touched since the restart may still say up from before it.
   *
   * @param entry the entry, with {@code state} and {@code updated_at}, as nova and cinder list it
   * @param service what messages call the service
   * @param restarted when it was restarted
   */
  public static Health judge(JsonNode entry, String service, Instant restarted) {
    if (!entry.path("state").asText().equals("up")) {
      return new Health.NotYet(service + " is reported down");
    }
    boolean fresh =
        entry.path("updated_at").isNull()
            || !LocalDateTime.parse(entry.path("updated_at").asText())
                .toInstant(ZoneOffset.UTC)
                .isBefore(restarted);
    return fresh
        ? new Health.Healthy()
        : new Health.NotYet(service + " has not reported since the restart");
  }
}
