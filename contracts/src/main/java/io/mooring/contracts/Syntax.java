package io.mooring.contracts;

import java.util.regex.Pattern;

/**
 * The check that every name passes before it can reach a node. The names of a saga come again and
 * again, so those that passed lately need not be matched anew.
 */
final class Syntax {
  private static final Remembered<Passed> PASSED = new Remembered<>();

  private Syntax() {}

  private record Passed(Pattern allowed) {}

  static String require(String what, Pattern allowed, String value) {
    if (value == null) {
      throw refusal(what, allowed);
    }
    Passed passed = PASSED.find(value);
    if (passed == null || passed.allowed() != allowed) {
      if (!allowed.matcher(value).matches()) {
        throw refusal(what, allowed);
      }
      PASSED.keep(value, new Passed(allowed));
    }
    return value;
  }

  private static IllegalArgumentException refusal(String what, Pattern allowed) {
    return new IllegalArgumentException(what + " must match " + allowed.pattern());
  }
}
