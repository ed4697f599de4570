package io.mooring.orchestrator.persistence;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the history of all sagas; what is committed later comes behind it.
 *
 * @param transaction the database's transaction that an entry counts as part of
 * @param sequence the entry's place within it
 */
public record StreamPosition(long transaction, long sequence) {
  /** Before everything. */
  public static final StreamPosition BEGINNING = new StreamPosition(0, 0);

  private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  /** The position that {@link #toString} gave as a text; empty when it is none. */
  public static Optional<StreamPosition> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(
            new StreamPosition(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
        : Optional.empty();
  }

  /** Whether nothing comes before it. */
  public boolean isBeginning() {
    return equals(BEGINNING);
  }

  /** Whether it comes before another one. */
  public boolean isBefore(StreamPosition other) {
    return transaction < other.transaction
        || transaction == other.transaction && sequence < other.sequence;
  }

  @Override
  public String toString() {
    return transaction + "-" + sequence;
  }
}
