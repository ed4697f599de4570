package io.mooring.openstack.deployer;

import io.mooring.openstack.handover.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A globals.yml, in which one marked block is ours; pure. Everything else keeps every byte.
 *
 * @param text its content
 */
record Globals(String text) {
  private static final String BEGIN = "# BEGIN mooring";
  private static final String END = "# END mooring";
  private static final String NOTE =
      " - written by Mooring; what is changed between these two lines is lost";
  private static final Pattern VARIABLE = Pattern.compile("([A-Za-z_]\\w*)\\s*:(?:\\s+(.*?))?\\s*");
  private static final Pattern QUOTED = Pattern.compile("([\"'])(.*)\\1(?:\\s+#.*)?");

  /**
   * What somebody has set.
   *
   * @param value the value without quotes and comment
   * @param line the number of its line
   */
  record Said(String value, int line) {
    /** Whether YAML and Ansible mean the same by the other value. */
    boolean means(String other) {
      return meaning(value).equals(meaning(other));
    }

    /** Whether it only says that something is off. */
    boolean isOff() {
      return meaning(value).equals("no") || value.isEmpty();
    }

    private static String meaning(String value) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "yes", "true", "on" -> "yes";
        case "no", "false", "off" -> "no";
        default -> value;
      };
    }
  }

  /** What is set outside of our block; of a variable that is set twice, the last one counts. */
  Map<String, Said> said() {
    Map<String, Said> said = new LinkedHashMap<>();
    boolean ours = false;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      ours = line.startsWith(BEGIN) || ours && !line.startsWith(END);
      Matcher variable = VARIABLE.matcher(line);
      if (!ours && variable.matches()) {
        said.put(
            variable.group(1),
            new Said(plain(Optional.ofNullable(variable.group(2)).orElse("")), number));
      }
    }
    return said;
  }

  /** The variables that are needed beside what is set already. */
  List<Variable> missing(List<Variable> wanted) {
    Map<String, Said> said = said();
    return wanted.stream()
        .distinct()
        .filter(variable -> variable.unlessSaid().stream().noneMatch(said::containsKey))
        .filter(
            variable ->
                Optional.ofNullable(said.get(variable.name()))
                    .filter(here -> here.means(variable.value()))
                    .isEmpty())
        .toList();
  }

  /** This file with just these variables in our block, where it is or at the end. */
  Globals with(List<Variable> variables) {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    boolean ours = false;
    boolean found = false;
    for (String line : text.splitWithDelimiters("\n", 0)) {
      if (line.startsWith(BEGIN)) {
        ours = true;
        found = true;
      }
      if (!ours) {
        (found ? after : before).add(line);
      } else if (line.startsWith(END)) {
        ours = false;
        after.add(line.endsWith("\r") ? "\r" : "");
      }
    }
    String above = String.join("", before);
    String below = String.join("", after);
    if (variables.isEmpty()) {
      return new Globals(found ? above + below.replaceFirst("^\r?\n", "") : text);
    }
    String gap = above.isEmpty() || above.endsWith("\n") ? "" : end();
    return new Globals(above + gap + block(variables) + (found ? below : end()));
  }

  private String block(List<Variable> variables) {
    List<String> lines = new ArrayList<>();
    lines.add(BEGIN + NOTE);
    variables.forEach(variable -> lines.add(variable.line()));
    lines.add(END);
    return String.join(end(), lines);
  }

  private String end() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  private static String plain(String value) {
    Matcher quoted = QUOTED.matcher(value);
    return quoted.matches() ? quoted.group(2) : value.replaceFirst("(^|\\s+)#.*", "").strip();
  }
}
