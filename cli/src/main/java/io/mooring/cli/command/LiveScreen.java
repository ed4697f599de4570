package io.mooring.cli.command;

import io.mooring.cli.view.Line;
import java.io.PrintStream;
import java.util.List;

/** Draws pictures over each other in place, without touching what was on the terminal before. */
final class LiveScreen implements AutoCloseable {
  private static final String ESCAPE = "\u001b[";

  private final PrintStream out;
  private final boolean coloured;
  private List<String> shown = List.of();
  private int shownColumns;
  private boolean hidden;
  private boolean closed;

  LiveScreen(PrintStream out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  /** Shows this instead of the former picture. Nothing is written when nothing differs. */
  synchronized void draw(List<Line> picture, int columns) {
    List<String> lines = picture.stream().map(line -> line.text(coloured, columns - 1)).toList();
    if (closed || lines.equals(shown) && columns == shownColumns) {
      return;
    }
    StringBuilder output = new StringBuilder();
    if (!hidden) {
      output.append(ESCAPE).append("?25l");
      hidden = true;
    }
    if (shownColumns > columns) {
      // A narrower window has wrapped the old lines: only a clean page is sure to be right.
      output.append(ESCAPE).append("H").append(ESCAPE).append("2J");
    } else if (!shown.isEmpty()) {
      output.append('\r').append(ESCAPE).append(shown.size()).append('A');
    }
    lines.forEach(line -> output.append(line).append(ESCAPE).append("K\r\n"));
    output.append(ESCAPE).append("J");
    out.print(output);
    out.flush();
    shown = lines;
    shownColumns = columns;
  }

  /** Gives the cursor back; later pictures are not drawn any more. */
  @Override
  public synchronized void close() {
    if (!closed && hidden) {
      out.print(ESCAPE + "?25h");
      out.flush();
    }
    closed = true;
  }
}
