package io.mooring.orchestrator.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which topics refuse records, and when each is tried again: later each time, the others at once.
 */
final class TopicRests {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 7;

  private final Map<String, Rest> rests = new HashMap<>();

  /**
   * The rest of a topic.
   *
   * @param faults how often in a row it refused
   * @param until when it is tried again
   * @param reason what it said last
   */
  record Rest(int faults, Instant until, String reason) {}

  /** It refused. */
  synchronized void refused(String topic, String reason, Instant now) {
    int before = rests.containsKey(topic) ? rests.get(topic).faults() : 0;
    Duration doubled = FIRST.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
    Duration rest = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    rests.put(topic, new Rest(before + 1, now.plus(rest), reason));
  }

  /** It takes records again. */
  synchronized void tookAll(String topic) {
    rests.remove(topic);
  }

  /** The topics that are not to be tried yet. */
  synchronized Set<String> resting(Instant now) {
    return rests.entrySet().stream()
        .filter(entry -> entry.getValue().until().isAfter(now))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** All topics that refused when they were last tried. */
  synchronized Map<String, Rest> all() {
    return Map.copyOf(rests);
  }
}
