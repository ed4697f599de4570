package io.mooring.orchestrator.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
final class Nearest {
  private static final int LONGEST = 64;

  private Nearest() {}

  /** The candidate that is nearest to the text, if one is near enough. */
  static Optional<String> to(String text, Collection<String> candidates) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String wanted = plain(text);
    return candidates.stream()
        .filter(candidate -> distance(wanted, plain(candidate)) <= Math.max(1, wanted.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(wanted, plain(candidate))));
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** The number of letters to insert, delete or replace (Levenshtein). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
