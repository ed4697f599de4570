package io.mooring.openstack.configuration;

import static io.mooring.openstack.configuration.PythonText.endOfText;
import static io.mooring.openstack.configuration.PythonText.isSpace;
import static io.mooring.openstack.configuration.PythonText.lineEnd;
import static io.mooring.openstack.configuration.PythonText.startOfText;
import static io.mooring.openstack.configuration.PythonText.stripped;
import static io.mooring.openstack.configuration.PythonText.withoutLineEnd;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An option and its value, with the continuation lines that belong to it.
 *
 * @param number the number of its first line
 * @param raw all its lines, as in the file
 * @param separator where the {@code =} or {@code :} is in the first line
 */
record Assignment(int number, String raw, int separator) implements Element {

  String option() {
    return stripped(raw.substring(0, separator));
  }

  /** The value as oslo.config hands it on: without one pair of quotes, lines joined by newlines. */
  String value() {
    List<String> lines = PythonText.lines(raw);
    StringBuilder value =
        new StringBuilder(unquoted(stripped(lines.getFirst().substring(separator + 1))));
    lines.stream().skip(1).forEach(line -> value.append('\n').append(stripped(line)));
    return value.toString();
  }

  /** The same option with another value of one line; key, spacing and line end stay. */
  Assignment withValue(String value) {
    String first = PythonText.lines(raw).getFirst();
    String body = withoutLineEnd(first);
    int end = Math.max(endOfText(body), separator + 1);
    int start = startOfText(body, separator + 1);
    String gap = "";
    if (start == body.length()) {
      end = start;
      boolean spaced = separator > 0 && isSpace(body.charAt(separator - 1));
      gap = start == separator + 1 && spaced && !value.isEmpty() ? " " : "";
    }
    // A file without a last line end must not get one because its last value shrank to one line.
    String lineEnd = lineEnd(raw).isEmpty() ? "" : lineEnd(first);
    String changed = body.substring(0, start) + gap + quoted(value) + body.substring(end) + lineEnd;
    return new Assignment(number, changed, separator);
  }

  /** The same; a last line without an end gets this one. */
  Assignment withLineEnd(String end) {
    return lineEnd(raw).isEmpty() ? new Assignment(0, raw + end, separator) : this;
  }

  /** The items of a comma list, as oslo.config's ListOpt reads them. */
  List<String> items() {
    String list = stripped(value()).replaceAll(",+$", "");
    return list.isEmpty()
        ? List.of()
        : Arrays.stream(list.split(",", -1)).map(PythonText::stripped).toList();
  }

  /** The same comma list with one more item at its end, in the spacing that the list has. */
  Assignment withItem(String item) {
    List<String> wanted = Stream.concat(items().stream(), Stream.of(item)).toList();
    Assignment grown = grownBy(item);
    // Only a list with odd commas (",", "a,,") does not grow by mere appending.
    return grown.items().equals(wanted) ? grown : withValue(String.join(",", wanted));
  }

  private Assignment grownBy(String item) {
    String value = value();
    if (value.isEmpty()) {
      return withValue(item);
    }
    String comma = stripped(value).endsWith(",") ? "" : ",";
    String space = value.contains(", ") ? " " : "";
    int end = endOfText(raw);
    if (PythonText.lines(raw).size() == 1 && isQuoted(stripped(raw.substring(separator + 1)))) {
      end--;
    }
    String changed = raw.substring(0, end) + comma + space + item + raw.substring(end);
    return new Assignment(number, changed, separator);
  }

  static Assignment of(String option, String value, String lineEnd) {
    String body = value.isEmpty() ? option + " =" : option + " = " + quoted(value);
    return new Assignment(0, body + lineEnd, option.length() + 1);
  }

  /** How a value must be written so that oslo.config reads it back as it is. */
  private static String quoted(String value) {
    return isQuoted(value) || !stripped(value).equals(value) ? '"' + value + '"' : value;
  }

  private static String unquoted(String value) {
    // A value of one lonely quote is "quoted" too, and empty: so says value[1:-1] in Python.
    return isQuoted(value) ? value.substring(1, Math.max(1, value.length() - 1)) : value;
  }

  private static boolean isQuoted(String value) {
    return !value.isEmpty()
        && (value.charAt(0) == '"' || value.charAt(0) == '\'')
        && value.charAt(0) == value.charAt(value.length() - 1);
  }
}
