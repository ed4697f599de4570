package io.mooring.ceph;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One clause of caps, compared by what it means: {@code allow rwx pool=a} and {@code allow xrw
 * pool="a"} are equal, and so are {@code profile rbd} and {@code allow profile rbd}.
 *
 * @param grant what is allowed: sorted letters, or {@code profile NAME}, or {@code *}
 * @param limits where it is allowed; nowhere else
 * @param text the clause as it was written
 */
record Clause(String grant, Set<String> limits, String text) {
  private static final Pattern LETTERS = Pattern.compile("[rwx]{1,3}");
  private static final String EVERYTHING = "*";

  /** The clauses of one subsystem's caps. */
  static List<Clause> parse(String caps) {
    return Arrays.stream(caps.split("[,;]"))
        .map(String::strip)
        .filter(clause -> !clause.isEmpty())
        .map(Clause::one)
        .toList();
  }

  /** Whether whoever has this clause may do all that the other one allows. */
  boolean covers(Clause other) {
    return grantCovers(other.grant) && other.limits.containsAll(limits);
  }

  /** Whether it allows what this letter stands for: r, w or x. */
  boolean grantsLetter(char letter) {
    return LETTERS.matcher(grant).matches() && grant.indexOf(letter) >= 0;
  }

  private boolean grantCovers(String wanted) {
    if (grant.equals(EVERYTHING) || grant.equals(wanted)) {
      return true;
    }
    if (grant.equals("profile rbd") && wanted.equals("profile rbd-read-only")) {
      return true;
    }
    return LETTERS.matcher(grant).matches()
        && LETTERS.matcher(wanted).matches()
        && wanted.chars().allMatch(letter -> grant.indexOf(letter) >= 0);
  }

  private static Clause one(String text) {
    List<String> words =
        Arrays.stream(text.replaceAll("\\s*=\\s*", "=").replaceAll("[\"']", "").split("\\s+"))
            .toList();
    if (words.getFirst().equals("allow")) {
      words = words.subList(1, words.size());
    }
    int length = !words.isEmpty() && words.getFirst().equals("profile") ? 2 : 1;
    String grant = String.join(" ", words.subList(0, Math.min(length, words.size())));
    return new Clause(sorted(grant), limits(words, length), text);
  }

  /**
   * {@code pool=a} is one limit, and so are the two words of {@code object_prefix rbd_children}.
   */
  private static Set<String> limits(List<String> words, int from) {
    Set<String> limits = new TreeSet<>();
    for (int index = from; index < words.size(); index++) {
      boolean pair =
          (words.get(index).equals("object_prefix") || words.get(index).equals("network"))
              && index + 1 < words.size();
      limits.add(pair ? words.get(index) + " " + words.get(++index) : words.get(index));
    }
    return limits;
  }

  private static String sorted(String grant) {
    return LETTERS.matcher(grant).matches()
        ? Stream.of(grant.split("")).sorted().collect(Collectors.joining())
        : grant;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Clause clause
        && grant.equals(clause.grant)
        && limits.equals(clause.limits);
  }

  @Override
  public int hashCode() {
    return 31 * grant.hashCode() + limits.hashCode();
  }
}
