package io.mooring.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Durations and times as people read them. */
public final class Times {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private Times() {}

  /** {@code 0.4 s}, {@code 12 s}, {@code 3 min 05 s}, {@code 2 h 07 min}. */
  public static String duration(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < 10_000) {
      return millis / 1000 + "." + millis % 1000 / 100 + " s";
    }
    return wholeSeconds(duration);
  }

  /** The same without fractions, for what is redrawn while it grows. */
  public static String wholeSeconds(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + twoDigits(seconds % 60) + " s";
    }
    return seconds / 3600 + " h " + twoDigits(seconds / 60 % 60) + " min";
  }

  /** {@code 15:04:05} in this zone. */
  public static String clock(Instant time, ZoneId zone) {
    return CLOCK.format(time.atZone(zone));
  }

  /** {@code just now}, {@code 5 min ago}, {@code 3 days ago}. */
  public static String ago(Instant time, Instant now) {
    Duration age = Duration.between(time, now);
    if (age.toSeconds() < 10) {
      return "just now";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() < 1 ? age.toSeconds() + " s ago" : age.toMinutes() + " min ago";
    }
    return age.toDays() < 2 ? age.toHours() + " h ago" : age.toDays() + " days ago";
  }

  private static String twoDigits(long number) {
    return number < 10 ? "0" + number : Long.toString(number);
  }
}
