package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.persistence.StreamCursor.Forgotten;
import io.mooring.orchestrator.persistence.StreamPosition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a client of the history of all sagas is, and what it knows to be missing: what was
 * forgotten before it began was never there for it.
 *
 * @param position the last entry that it has seen
 * @param forgotten how often something had been forgotten when it began
 */
record StreamPlace(StreamPosition position, long forgotten) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18}-\\d{1,18})(?:-(\\d{1,18}))?");

  /** The place that {@link #toString} gave as a text; empty when it is none. */
  static Optional<StreamPlace> parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long forgotten = parts.group(2) == null ? 0 : Long.parseLong(parts.group(2));
    return StreamPosition.parse(parts.group(1)).map(it -> new StreamPlace(it, forgotten));
  }

  /** Whether something behind it was forgotten since. */
  boolean misses(Forgotten now) {
    return forgotten < now.times() && position.isBefore(now.upTo());
  }

  StreamPlace at(StreamPosition next) {
    return new StreamPlace(next, forgotten);
  }

  @Override
  public String toString() {
    return position + "-" + forgotten;
  }
}
