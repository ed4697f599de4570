package io.mooring.ceph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The caps that a user has, and those that it is to have, brought together: nothing is taken away.
 *
 * @param merged caps by subsystem, as they are to be
 * @param missing wanted clauses which the user does not have, as {@code subsystem: clause}
 * @param extra clauses of the user that nobody asked for, as {@code subsystem: clause}
 */
record CapsMerge(Map<String, String> merged, List<String> missing, List<String> extra) {

  /** Adds what is missing of the wanted caps to the existing ones. */
  static CapsMerge of(Map<String, String> existing, Map<String, String> wanted) {
    Map<String, String> merged = new TreeMap<>(existing);
    List<String> missing = new ArrayList<>();
    List<String> extra = new ArrayList<>();
    Stream.concat(existing.keySet().stream(), wanted.keySet().stream())
        .distinct()
        .sorted()
        .forEach(
            subsystem -> {
              List<Clause> has = Clause.parse(existing.getOrDefault(subsystem, ""));
              List<Clause> needs = Clause.parse(wanted.getOrDefault(subsystem, ""));
              List<Clause> lacks =
                  needs.stream()
                      .filter(need -> has.stream().noneMatch(c -> c.covers(need)))
                      .toList();
              if (!lacks.isEmpty()) {
                merged.put(subsystem, text(Stream.concat(has.stream(), lacks.stream())));
              }
              lacks.forEach(clause -> missing.add(subsystem + ": " + clause.text()));
              has.stream()
                  .filter(clause -> needs.stream().noneMatch(need -> need.covers(clause)))
                  .forEach(clause -> extra.add(subsystem + ": " + clause.text()));
            });
    return new CapsMerge(merged, List.copyOf(missing), List.copyOf(extra));
  }

  private static String text(Stream<Clause> clauses) {
    return clauses.map(Clause::text).collect(Collectors.joining(", "));
  }
}
