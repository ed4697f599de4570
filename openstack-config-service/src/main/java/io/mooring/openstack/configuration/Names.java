package io.mooring.openstack.configuration;

import java.util.regex.Pattern;

/** What may be written into a file without changing the meaning of anything around it. */
final class Names {
  private static final Pattern SECTION =
      Pattern.compile("[A-Za-z0-9_.:/@+-]+( [A-Za-z0-9_.:/@+-]+)*");
  private static final Pattern OPTION = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Pattern ITEM = Pattern.compile("[^,'\"\\s\\p{Cntrl}]+");
  private static final Pattern NOT_ONE_LINE =
      Pattern.compile("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}\\x{D800}-\\x{DFFF}&&[^\t]]");

  private Names() {}

  static void requireSection(String section) {
    require(SECTION.matcher(section).matches(), "section name", section);
  }

  static void requireOption(String option) {
    require(OPTION.matcher(option).matches(), "option name", option);
  }

  static void requireItem(String item) {
    require(ITEM.matcher(item).matches(), "list item", item);
  }

  /** The value is not repeated in the message, because it may be a secret. */
  static void requireOneLine(String value) {
    require(!NOT_ONE_LINE.matcher(value).find(), "value", "it holds control characters");
  }

  private static void require(boolean valid, String what, String given) {
    if (!valid) {
      throw new IllegalArgumentException("Not a valid " + what + ": " + given);
    }
  }
}
