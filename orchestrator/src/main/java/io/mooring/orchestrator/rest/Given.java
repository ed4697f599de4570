package io.mooring.orchestrator.rest;

import io.mooring.contracts.StepName;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks what a client has given. */
final class Given {
  private static final int LONGEST_REASON = 500;
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"?(\\d{1,18})\"?");

  private Given() {}

  static String text(String pointer, String value) {
    if (value == null || value.isBlank()) {
      throw Refusal.invalidField(pointer, "It must be given.");
    }
    return value.strip();
  }

  static StepName step(String pointer, String value) {
    try {
      return StepName.parse(text(pointer, value));
    } catch (IllegalArgumentException notOne) {
      throw Refusal.invalidField(
          pointer, "It is the full name of a step: action@node or action:object@node.");
    }
  }

  /** A reason in one line; it goes into the history. */
  static String reason(String why) {
    String text = why == null ? "" : why.replaceAll("\\p{Cntrl}", " ").strip();
    if (text.length() > LONGEST_REASON) {
      throw Refusal.invalidField(
          "/why", "A reason has at most %d characters.".formatted(LONGEST_REASON));
    }
    return text;
  }

  /** The version in an If-Match header; empty when there is none, or any will do. */
  static OptionalLong version(String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*")) {
      return OptionalLong.empty();
    }
    Matcher tag = TAG.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw Refusal.invalidField("/If-Match", "Send the ETag of the saga that you have seen.");
    }
    return OptionalLong.of(Long.parseLong(tag.group(1)));
  }
}
