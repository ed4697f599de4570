package io.mooring.keyring;

import io.mooring.node.ceph.Monitors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Ceph configuration file as text. Keeps every line that it is not asked to change.
 *
 * @param text its content
 */
record CephConf(String text) {
  private static final String GLOBAL = "global";
  private static final Pattern SECTION = Pattern.compile("\\s*\\[\\s*([^\\]]+?)\\s*\\].*");
  private static final Pattern OPTION =
      Pattern.compile("\\s*([A-Za-z][\\w -]*?)\\s*=\\s*(.*?)\\s*");
  private static final Pattern INDENTED = Pattern.compile("[ \\t]+(?=[A-Za-z\\[][^\\n]*)");

  /** The value of an option in {@code [global]}; Ceph reads spaces in names as underscores. */
  Optional<String> global(String option) {
    return value(GLOBAL, option);
  }

  /** The value of an option in a section. */
  Optional<String> value(String wanted, String option) {
    String section = GLOBAL;
    for (String line : text.lines().toList()) {
      Matcher heading = SECTION.matcher(line);
      Matcher setting = OPTION.matcher(line);
      if (heading.matches()) {
        section = heading.group(1);
      } else if (section.equals(wanted)
          && setting.matches()
          && normalised(setting.group(1)).equals(option)) {
        return Optional.of(setting.group(2));
      }
    }
    return Optional.empty();
  }

  /** The hosts of the monitors, without protocol, port and nonce. */
  Set<String> monitors() {
    return global("mon_host").map(Monitors::of).orElse(Set.of());
  }

  /**
   * This file with another value of an option in {@code [global]}: its line replaced where there is
   * one, else a line below the heading, which is added on top if it is missing.
   */
  CephConf withGlobal(String option, String value) {
    return with(GLOBAL, option, value);
  }

  /** The same in another section, which is added at the end if it is missing. */
  CephConf with(String wanted, String option, String value) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    String section = GLOBAL;
    int heading = -1;
    for (int index = 0; index < lines.size(); index++) {
      Matcher headingLine = SECTION.matcher(lines.get(index));
      Matcher setting = OPTION.matcher(lines.get(index));
      if (headingLine.matches()) {
        section = headingLine.group(1);
        heading = section.equals(wanted) && heading < 0 ? index : heading;
      } else if (section.equals(wanted)
          && setting.matches()
          && normalised(setting.group(1)).equals(option)) {
        lines.set(index, option + " = " + value);
        return new CephConf(joined(lines));
      }
    }
    if (heading < 0) {
      heading = wanted.equals(GLOBAL) ? 0 : lines.size();
      lines.add(heading, "[" + wanted + "]");
    }
    lines.add(heading + 1, option + " = " + value);
    return new CephConf(joined(lines));
  }

  /**
   * This file as every reader of it can bear it: no indented options, {@code [global]} on top of
   * its options, a newline at its end.
   */
  CephConf readable() {
    List<String> lines =
        text.lines()
            .map(line -> INDENTED.matcher(line).lookingAt() ? line.stripLeading() : line)
            .collect(Collectors.toCollection(ArrayList::new));
    boolean headless =
        lines.stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
            .findFirst()
            .filter(line -> !line.startsWith("["))
            .isPresent();
    if (headless) {
      lines.addFirst("[" + GLOBAL + "]");
    }
    return new CephConf(joined(lines));
  }

  private static String normalised(String option) {
    return option.replaceAll("[\\s-]+", "_").toLowerCase(Locale.ROOT);
  }

  private static String joined(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
