package io.mooring.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.contracts.Action.WantedPool;
import java.util.ArrayList;
import java.util.List;

/**
 * By which rule a pool's data is placed, and how much of it there may be.
 *
 * @param crushRule name of the CRUSH rule
 * @param quotaBytes the most bytes; 0: no limit
 * @param quotaObjects the most objects; 0: no limit
 */
record PoolShape(String crushRule, long quotaBytes, long quotaObjects) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads it.
   *
   * @param pool the pool's entry in {@code osd pool ls detail}
   * @param rules {@code osd crush rule dump}
   */
  static PoolShape read(JsonNode pool, JsonNode rules) {
    String rule = pool.path("crush_rule").asText();
    for (JsonNode entry : rules) {
      if (entry.path("rule_id").asInt(-1) == pool.path("crush_rule").asInt()) {
        rule = entry.path("rule_name").asText();
      }
    }
    return new PoolShape(
        rule, pool.path("quota_max_bytes").asLong(), pool.path("quota_max_objects").asLong());
  }

  /** The same with what is asked for; the rest stays. */
  PoolShape with(WantedPool wanted) {
    return new PoolShape(
        wanted.crushRule().orElse(crushRule),
        wanted.quotaBytes().orElse(quotaBytes),
        wanted.quotaObjects().orElse(quotaObjects));
  }

  /** Whether data has to move for the other one. */
  boolean movesFor(PoolShape other) {
    return !crushRule.equals(other.crushRule());
  }

  /** What is other than before, for people. */
  String since(PoolShape former) {
    List<String> words = new ArrayList<>();
    if (movesFor(former)) {
      words.add("CRUSH rule %s instead of %s".formatted(crushRule, former.crushRule()));
    }
    if (quotaBytes != former.quotaBytes()) {
      words.add("%s instead of %s bytes".formatted(most(quotaBytes), most(former.quotaBytes())));
    }
    if (quotaObjects != former.quotaObjects()) {
      words.add(
          "%s instead of %s objects".formatted(most(quotaObjects), most(former.quotaObjects())));
    }
    return String.join(", ", words);
  }

  private static String most(long limit) {
    return limit == 0 ? "any number" : "at most " + limit;
  }

  /** As a part of a note. */
  ObjectNode noted() {
    return JSON.createObjectNode()
        .put("rule", crushRule)
        .put("bytes", quotaBytes)
        .put("objects", quotaObjects);
  }

  /** Of a part of a note. */
  static PoolShape ofNote(JsonNode note) {
    return new PoolShape(
        note.path("rule").asText(), note.path("bytes").asLong(), note.path("objects").asLong());
  }
}
