package io.mooring.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The history of a saga as far as it is written, page by page. */
public final class SagaHistory {
  private final ApiClient api;
  private final String saga;

  /** The history of this saga. */
  public SagaHistory(ApiClient api, String saga) {
    this.api = api;
    this.saga = saga;
  }

  /** All entries in the API's JSON, oldest first. */
  public List<JsonNode> all() {
    List<JsonNode> entries = new ArrayList<>();
    long after = 0;
    while (true) {
      long before = after;
      for (JsonNode entry : api.history(saga, after).path("items")) {
        entries.add(entry);
        after = Math.max(after, entry.path("sequence").asLong());
      }
      if (after == before) {
        return entries;
      }
    }
  }

  /** The sequence of the newest entry; 0 when there is none. */
  public long last() {
    return all().stream().mapToLong(entry -> entry.path("sequence").asLong()).max().orElse(0);
  }
}
