package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.persistence.StoredEntry;
import java.util.List;

/**
 * A page of the history.
 *
 * @param items in the order in which they happened
 * @param next the sequence to go on after
 */
public record HistoryPage(List<StoredEntry> items, long next) {
  /** The most entries of a page. */
  static final int LARGEST = 500;

  static HistoryPage of(List<StoredEntry> items, long after) {
    return new HistoryPage(items, items.isEmpty() ? after : items.getLast().sequence());
  }

  /** Where a client wants to go on: what its stream saw last goes before what it asks for. */
  static long position(String last, String after) {
    String text = last == null || last.isBlank() ? after : last;
    if (text == null || text.isBlank()) {
      return 0;
    }
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException notOne) {
      throw Refusal.invalidField("/after", "A position in the history is a number.");
    }
  }
}
