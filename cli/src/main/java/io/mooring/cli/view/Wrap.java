package io.mooring.cli.view;

import java.util.ArrayList;
import java.util.List;

/** Breaks sentences into lines. */
final class Wrap {
  private Wrap() {}

  /** Lines of at most this many columns, broken at spaces where there are any. */
  static List<String> text(String text, int columns) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\\R")) {
      StringBuilder line = new StringBuilder();
      for (String word : Line.clean(paragraph).strip().split("\\s+")) {
        if (!line.isEmpty() && line.length() + 1 + word.length() > columns) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
