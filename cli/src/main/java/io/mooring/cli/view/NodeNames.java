package io.mooring.cli.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shortens lists of node names: {@code openstack-compute[01-03,07]}. */
final class NodeNames {
  private NodeNames() {}

  /**
   * The part of a name before its last number, {@code openstack-compute} of openstack-compute01.
   */
  static String stem(String node) {
    int end = node.length() - number(node).length();
    return node.substring(0, end);
  }

  /** The number that a name ends with, {@code 01} of openstack-compute01; empty without one. */
  static String number(String node) {
    int start = node.length();
    while (start > 0 && Character.isDigit(node.charAt(start - 1))) {
      start--;
    }
    return node.substring(start);
  }

  /** All names in one short text. */
  static String shorten(Collection<String> nodes) {
    Map<String, List<String>> byStem = new LinkedHashMap<>();
    nodes.stream()
        .distinct()
        .sorted()
        .forEach(node -> byStem.computeIfAbsent(stem(node), s -> new ArrayList<>()).add(node));
    List<String> parts = new ArrayList<>();
    byStem.forEach((stem, members) -> parts.add(one(stem, members)));
    return String.join(", ", parts);
  }

  private static String one(String stem, List<String> members) {
    if (members.size() == 1) {
      return members.getFirst();
    }
    List<String> ranges = new ArrayList<>();
    List<String> numbers = members.stream().map(NodeNames::number).toList();
    int from = 0;
    for (int i = 1; i <= numbers.size(); i++) {
      if (i == numbers.size() || !follows(numbers.get(i - 1), numbers.get(i))) {
        ranges.add(range(numbers.get(from), numbers.get(i - 1)));
        from = i;
      }
    }
    return stem + "[" + String.join(",", ranges) + "]";
  }

  private static boolean follows(String one, String next) {
    return one.length() < 10
        && one.length() == next.length()
        && !one.isEmpty()
        && Integer.parseInt(one) + 1 == Integer.parseInt(next);
  }

  private static String range(String first, String last) {
    return first.equals(last) ? first : first + "-" + last;
  }
}
