package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.persistence.HistoryRows.Placed;
import io.mooring.orchestrator.persistence.StoredEntry;
import java.util.List;
import java.util.Optional;

/**
 * A page of the history.
 *
 * @param items in the order in which they happened
 * @param next the position to go on after: of a saga a sequence, of all sagas a text of its own
 */
public record HistoryPage(List<StoredEntry> items, String next) {
  static HistoryPage of(List<StoredEntry> items, long after) {
    long next = items.isEmpty() ? after : items.getLast().sequence();
    return new HistoryPage(items, Long.toString(next));
  }

  static HistoryPage of(List<Placed> items, StreamPlace after) {
    StreamPlace next = items.isEmpty() ? after : after.at(items.getLast().position());
    return new HistoryPage(items.stream().map(Placed::entry).toList(), next.toString());
  }

  /** Where a client wants to go on: what its stream saw last goes before what it asks for. */
  static long position(String last, String after) {
    try {
      return wanted(last, after).map(Long::parseLong).orElse(0L);
    } catch (NumberFormatException notOne) {
      throw Refusal.invalidField("/after", "A position in the history of a saga is a number.");
    }
  }

  /** The same over all sagas. */
  static Optional<StreamPlace> placeInAll(String last, String after) {
    return wanted(last, after)
        .map(
            text ->
                StreamPlace.parse(text)
                    .orElseThrow(
                        () ->
                            Refusal.invalidField(
                                "/after",
                                "A position in the history of all sagas is the id of an event of"
                                    + " its stream, or the next of a page.")));
  }

  private static Optional<String> wanted(String last, String after) {
    String text = last == null || last.isBlank() ? after : last;
    return Optional.ofNullable(text).map(String::strip).filter(given -> !given.isEmpty());
  }
}
