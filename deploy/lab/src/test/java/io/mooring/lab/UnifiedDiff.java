package io.mooring.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plan says that changes in a file, to be compared with what did change. Lines around a
 * change are not looked at: secrets are masked there.
 */
final class UnifiedDiff {
  private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+\\d+.*");

  private final List<String> lines;

  UnifiedDiff(String diff) {
    lines = diff.lines().toList();
  }

  /** The lines that are taken away. */
  List<String> removed() {
    return marked('-');
  }

  /** The lines that are added. */
  List<String> added() {
    return marked('+');
  }

  /**
   * The file as it is when exactly this has changed.
   *
   * @param before the lines of the file
   * @throws AssertionError when a line to be removed is not there
   */
  List<String> applyTo(List<String> before) {
    List<String> after = new ArrayList<>();
    int next = 0;
    boolean inHunk = false;
    for (String line : lines) {
      Matcher hunk = HUNK.matcher(line);
      if (hunk.matches()) {
        int start = Integer.parseInt(hunk.group(1));
        // "-12,0" inserts after line 12; otherwise the number is the first line that is shown.
        int first = "0".equals(hunk.group(2)) ? start : start - 1;
        after.addAll(before.subList(next, first));
        next = first;
        inHunk = true;
      } else if (inHunk && line.startsWith("+")) {
        after.add(line.substring(1));
      } else if (inHunk && line.startsWith("-")) {
        requireSame(line.substring(1), before.get(next), next);
        next++;
      } else if (inHunk && !line.startsWith("\\")) {
        after.add(before.get(next));
        next++;
      }
    }
    after.addAll(before.subList(next, before.size()));
    return after;
  }

  private static void requireSame(String shown, String real, int index) {
    if (!shown.contains("******") && !shown.equals(real)) {
      throw new AssertionError(
          "The diff removes line %d as <%s>, but it is <%s>".formatted(index + 1, shown, real));
    }
  }

  private List<String> marked(char mark) {
    List<String> marked = new ArrayList<>();
    boolean inHunk = false;
    for (String line : lines) {
      inHunk = inHunk || HUNK.matcher(line).matches();
      if (inHunk && !line.isEmpty() && line.charAt(0) == mark) {
        marked.add(line.substring(1));
      }
    }
    return marked;
  }
}
