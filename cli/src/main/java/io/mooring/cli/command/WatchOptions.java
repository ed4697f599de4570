package io.mooring.cli.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How to watch. */
final class WatchOptions {
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = ShortDuration.class,
      description =
          "Stop watching after this time, for example 90s, 30m or 2h. The saga continues.")
  private Duration timeout;

  @Option(names = "--diff", description = "At the end, show what changed in each file.")
  private boolean diff;

  Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  boolean diff() {
    return diff;
  }

  /** Reads {@code 90s}, {@code 30m}, {@code 1h30m}. */
  static final class ShortDuration implements ITypeConverter<Duration> {
    private static final Pattern SHORT = Pattern.compile("(\\d+h)?(\\d+m)?(\\d+s)?");

    @Override
    public Duration convert(String text) {
      Matcher matcher = SHORT.matcher(text.toLowerCase(Locale.ROOT));
      try {
        if (!text.isEmpty() && matcher.matches()) {
          return Duration.parse("PT" + text);
        }
      } catch (DateTimeParseException e) {
        // It is said below what is expected.
      }
      throw new TypeConversionException("'" + text + "' is not a time like 90s, 30m or 2h");
    }
  }
}
