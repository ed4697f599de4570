package io.mooring.orchestrator.document;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 5s}, {@code 2m}, {@code PT5S}. */
final class Durations {
  /** Nothing in a document takes longer. */
  static final Duration LONGEST = Duration.ofHours(1);

  private static final Pattern SHORT = Pattern.compile("([0-9]{1,6})(ms|s|m|h)");

  private Durations() {}

  /** The duration, or empty when the text is none. */
  static Optional<Duration> parse(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      return Optional.of(
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
          });
    }
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }
}
