package io.mooring.cli.runbook;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what a shell reads back as it was. */
final class Shell {
  private static final String HARMLESS = "[A-Za-z0-9_@%+:,./-]+";

  private Shell() {}

  /** One word. */
  static String word(String text) {
    return text.matches(HARMLESS) ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** A command of these words. */
  static String command(String... words) {
    return Stream.of(words).map(Shell::word).collect(Collectors.joining(" "));
  }

  /** A text of any kind as comments, which end nowhere but at the end of each line. */
  static List<String> comment(String text) {
    return text.lines()
        .map(line -> line.replaceAll("\\p{Cntrl}", " ").stripTrailing())
        .map(line -> line.isEmpty() ? "#" : "# " + line)
        .toList();
  }

  /** A text on a command's standard input. */
  static List<String> fed(String command, String text) {
    String end = "END";
    while (text.lines().anyMatch(end::equals)) {
      end += "_";
    }
    return Stream.of(Stream.of(command + " <<'" + end + "'"), text.lines(), Stream.of(end))
        .flatMap(lines -> lines)
        .toList();
  }
}
