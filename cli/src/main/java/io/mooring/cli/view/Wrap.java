package io.mooring.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks sentences into lines, but nothing that is there to be copied. */
final class Wrap {
  /** A section or an option of a configuration file, a comment of it, or an indented line. */
  private static final Pattern TO_COPY =
      Pattern.compile("\\s+\\S.*|\\[[^\\[\\]]+]|[\\w.-]+( *=.*|: (\\S+|\".*\")( #.*)?)|#.*");

  private static final int NARROWEST = 30;

  private Wrap() {}

  /**
   * Lines of at most this many columns, broken at spaces where there are any.
   *
   * <p>In a text of several lines, those below the first that have the form of a configuration
   * file's, or are indented, stay as they are: whoever copies one wants it whole.
   */
  static List<String> text(String text, int columns) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\\R")) {
      if (!lines.isEmpty() && TO_COPY.matcher(paragraph).matches()) {
        lines.add(Line.clean(paragraph).stripTrailing());
      } else {
        sentence(lines, Line.clean(paragraph), columns);
      }
    }
    return lines;
  }

  /**
   * The same behind a sign of this style, whose width the lines below the first are set in.
   *
   * @param width of the whole
   */
  static List<Line> behind(Style style, String sign, String text, int width) {
    List<Line> lines = new ArrayList<>();
    for (String part : text(text, Math.max(NARROWEST, width - sign.length()))) {
      lines.add(Line.of(style, lines.isEmpty() ? sign : " ".repeat(sign.length())).add(part));
    }
    return lines;
  }

  private static void sentence(List<String> lines, String sentence, int columns) {
    StringBuilder line = new StringBuilder();
    for (String word : sentence.strip().split("\\s+")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
  }
}
