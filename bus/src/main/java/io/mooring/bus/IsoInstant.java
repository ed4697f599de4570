package io.mooring.bus;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Instants as texts of ISO 8601. Every message has several of them, all but always in one form, for
 * which the formatters of Java take ten times as long.
 */
final class IsoInstant {
  private static final int SECONDS_OF_DAY = 86_400;
  private static final int LONGEST_FRACTION = 9;
  private static final int AFTER_SECONDS = 19;

  private IsoInstant() {}

  /** The same as {@link Instant#toString}. */
  static String format(Instant instant) {
    long day = Math.floorDiv(instant.getEpochSecond(), (long) SECONDS_OF_DAY);
    int second = (int) Math.floorMod(instant.getEpochSecond(), (long) SECONDS_OF_DAY);
    LocalDate date = LocalDate.ofEpochDay(day);
    if (date.getYear() < 1000 || date.getYear() > 9999) {
      return instant.toString();
    }
    StringBuilder text = new StringBuilder(30);
    text.append(date.getYear());
    two(text.append('-'), date.getMonthValue());
    two(text.append('-'), date.getDayOfMonth());
    two(text.append('T'), second / 3600);
    two(text.append(':'), second / 60 % 60);
    two(text.append(':'), second % 60);
    fraction(text, instant.getNano());
    return text.append('Z').toString();
  }

  private static void two(StringBuilder text, int number) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /** None, or in milliseconds, microseconds or nanoseconds. */
  private static void fraction(StringBuilder text, int nano) {
    if (nano == 0) {
      return;
    }
    int digits = nano % 1_000_000 == 0 ? 3 : nano % 1000 == 0 ? 6 : LONGEST_FRACTION;
    text.append('.');
    int unit = 100_000_000;
    for (int i = 0; i < digits; i++) {
      text.append((char) ('0' + nano / unit % 10));
      unit /= 10;
    }
  }

  /**
   * Reads an instant, with any offset.
   *
   * @throws DateTimeException when the text is none
   */
  static Instant parse(String text) {
    return quick(text).orElseGet(() -> OffsetDateTime.parse(text).toInstant());
  }

  /** Reads the usual form, {@code 2026-03-01T12:00:00.250Z}; empty for any other text. */
  static Optional<Instant> quick(String text) {
    int end = text.length() - 1;
    if (end < AFTER_SECONDS || end > AFTER_SECONDS + 1 + LONGEST_FRACTION || !hasForm(text, end)) {
      return Optional.empty();
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    int nano = end == AFTER_SECONDS ? 0 : number(text, AFTER_SECONDS + 1, end);
    boolean digits = (year | month | day | hour | minute | second | nano) >= 0;
    if (!digits || year < 1000 || hour > 23 || minute > 59 || second > 59) {
      return Optional.empty();
    }
    for (int i = end - AFTER_SECONDS - 1; i < LONGEST_FRACTION && nano > 0; i++) {
      nano *= 10;
    }
    try {
      long days = LocalDate.of(year, month, day).toEpochDay();
      return Optional.of(
          Instant.ofEpochSecond(days * SECONDS_OF_DAY + hour * 3600 + minute * 60 + second, nano));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static boolean hasForm(String text, int end) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':'
        && text.charAt(end) == 'Z'
        && (end == AFTER_SECONDS || text.charAt(AFTER_SECONDS) == '.' && end > AFTER_SECONDS + 1);
  }

  /** The number that these digits are, or -1 where one is no digit. */
  private static int number(String text, int from, int until) {
    int number = 0;
    for (int i = from; i < until; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
