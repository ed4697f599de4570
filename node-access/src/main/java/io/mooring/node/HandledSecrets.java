package io.mooring.node;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Recognises the secrets that this process has handled without keeping them: it knows a keyed hash
 * and a length of each. Memory is constant: the oldest are forgotten, by number and by age.
 */
final class HandledSecrets {
  /** Shorter ones are ordinary words too often, and hiding those would make texts unreadable. */
  static final int SHORTEST = 8;

  /** Longer ones are whole files, which nobody prints by accident without a line's end. */
  static final int LONGEST = 4096;

  private final int capacity;
  private final long span;
  private final long base = new SecureRandom().nextLong() | 1;
  private final SequencedMap<Known, Long> ages = new LinkedHashMap<>();
  private final Map<Integer, Set<Long>> byLength = new HashMap<>();

  /**
   * None yet.
   *
   * @param capacity how many are known at most
   * @param span for how long one is known after it was handled
   */
  HandledSecrets(int capacity, Duration span) {
    this.capacity = capacity;
    this.span = span.toNanos();
  }

  /** Learns a secret if it is one line of a length that can be told from ordinary words. */
  void learn(byte[] secret) {
    if (secret.length < SHORTEST || secret.length > LONGEST || !isOneLine(secret)) {
      return;
    }
    // Hashed as characters, since that is what a text is searched as.
    String text = new String(secret, StandardCharsets.UTF_8);
    learn(text, System.nanoTime());
  }

  synchronized void learn(String text, long now) {
    Known known = new Known(text.length(), hash(text));
    ages.putLast(known, now);
    byLength.computeIfAbsent(known.length, length -> new HashSet<>()).add(known.hash);
    forget(now);
  }

  /** Where the first known secret begins at or after an index, and how long it is. */
  synchronized Optional<Place> find(String text, int from, long now) {
    forget(now);
    Optional<Place> first = Optional.empty();
    for (Map.Entry<Integer, Set<Long>> entry : byLength.entrySet()) {
      int length = entry.getKey();
      int until = first.map(place -> place.start).orElse(text.length());
      int start = find(text, from, until, length, entry.getValue());
      if (start >= 0) {
        int longest =
            first.filter(place -> place.start == start).map(place -> place.length).orElse(0);
        first = Optional.of(new Place(start, Math.max(length, longest)));
      }
    }
    return first;
  }

  private int find(String text, int from, int until, int length, Set<Long> hashes) {
    if (from + length > text.length()) {
      return -1;
    }
    long leading = 1;
    for (int place = 1; place < length; place++) {
      leading *= base;
    }
    long hash = hash(text.substring(from, from + length));
    for (int start = from; start <= until; start++) {
      if (hashes.contains(hash)) {
        return start;
      }
      if (start + length >= text.length()) {
        return -1;
      }
      hash = (hash - text.charAt(start) * leading) * base + text.charAt(start + length);
    }
    return -1;
  }

  private long hash(String text) {
    long hash = 0;
    for (int index = 0; index < text.length(); index++) {
      hash = hash * base + text.charAt(index);
    }
    return hash;
  }

  private void forget(long now) {
    while (ages.size() > capacity
        || (!ages.isEmpty() && now - ages.firstEntry().getValue() > span)) {
      Known oldest = ages.pollFirstEntry().getKey();
      Set<Long> hashes = byLength.get(oldest.length);
      hashes.remove(oldest.hash);
      if (hashes.isEmpty()) {
        byLength.remove(oldest.length);
      }
    }
  }

  private static boolean isOneLine(byte[] secret) {
    for (byte each : secret) {
      if (each == '\n' || each == 0) {
        return false;
      }
    }
    return true;
  }

  /** A part of a text. */
  record Place(int start, int length) {}

  private record Known(int length, long hash) {}
}
