package io.mooring.orchestrator.rest;

/** How many entries a page may have: what the client asks for, within bounds. */
final class Limit {
  /** The most entries of a page, and as many as it has when nothing is said. */
  static final int LARGEST = 500;

  private Limit() {}

  static int of(Integer asked) {
    if (asked == null) {
      return LARGEST;
    }
    if (asked < 1 || asked > LARGEST) {
      throw Refusal.invalidField("/limit", "A page has 1 to " + LARGEST + " entries.");
    }
    return asked;
  }

  /** A number that a cursor is, or the given one when nothing was said. */
  static long after(String cursor, long otherwise) {
    if (cursor == null || cursor.isBlank()) {
      return otherwise;
    }
    try {
      return Long.parseLong(cursor.strip());
    } catch (NumberFormatException notOne) {
      throw Refusal.invalidField("/after", "Use the next of the page before.");
    }
  }
}
