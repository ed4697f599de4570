package io.mooring.contracts;

import java.util.regex.Pattern;

/** The check that every name passes before it can reach a node. */
final class Syntax {
  private Syntax() {}

  static String require(String what, Pattern allowed, String value) {
    if (value == null || !allowed.matcher(value).matches()) {
      throw new IllegalArgumentException(what + " must match " + allowed.pattern());
    }
    return value;
  }
}
