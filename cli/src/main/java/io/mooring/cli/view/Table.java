package io.mooring.cli.view;

import java.util.ArrayList;
import java.util.List;

/** Columns as wide as their widest cell. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these titles. */
  public Table(String... titles) {
    rows.add(List.of(titles));
  }

  /** Adds a row with a cell for each title. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The table's lines, titles first. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (List<String> row : rows) {
      Line line = Line.empty();
      int column = 0;
      for (int i = 0; i < row.size(); i++) {
        if (column > 0) {
          line.tab(column);
        }
        line.add(lines.isEmpty() ? Style.BOLD : Style.PLAIN, row.get(i));
        column += width(i) + 2;
      }
      lines.add(line);
    }
    return lines;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
