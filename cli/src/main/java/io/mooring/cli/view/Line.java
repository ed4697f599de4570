package io.mooring.cli.view;

import java.util.ArrayList;
import java.util.List;

/** One line of styled text whose width is known. It is changed by nobody once it is shown. */
public final class Line {
  private record Piece(Style style, String text) {}

  private final List<Piece> pieces = new ArrayList<>();
  private int width;

  /** An empty line. */
  public static Line empty() {
    return new Line();
  }

  /** A line of one style. */
  public static Line of(Style style, String text) {
    return new Line().add(style, text);
  }

  /** Appends text; control characters of foreign text become spaces. */
  public Line add(Style style, String text) {
    String safe = clean(text);
    pieces.add(new Piece(style, safe));
    width += safe.length();
    return this;
  }

  /** Appends text as it is. */
  public Line add(String text) {
    return add(Style.PLAIN, text);
  }

  /** Appends spaces up to this column; at least one when the line is already there. */
  public Line tab(int column) {
    return add(" ".repeat(Math.max(column - width, width == 0 ? 0 : 1)));
  }

  /** Appends another line so that it ends at this column, if there is room for both. */
  public Line right(Line other, int column) {
    if (width + other.width + 1 > column) {
      return this;
    }
    return tab(column - other.width).append(other);
  }

  /** Appends another line. */
  public Line append(Line other) {
    other.pieces.forEach(piece -> add(piece.style, piece.text));
    return this;
  }

  /**
   * The same as lines of at most this many columns, broken at spaces where there are any; all but
   * the first begin at the given column.
   */
  public List<Line> folded(int columns, int indent) {
    List<Line> lines = new ArrayList<>();
    Line line = new Line();
    for (Piece piece : pieces) {
      // Between words, and in what is longer than a whole line wherever that ends.
      for (String word : piece.text.split("(?<= )(?! )")) {
        String rest = word;
        if (line.width + rest.stripTrailing().length() > columns && line.width > indent) {
          lines.add(line);
          line = new Line().tab(indent);
        }
        int room = Math.max(1, columns - line.width);
        while (rest.stripTrailing().length() > room) {
          lines.add(line.add(piece.style, rest.substring(0, room)));
          rest = rest.substring(room);
          line = new Line().tab(indent);
          room = Math.max(1, columns - indent);
        }
        line.add(piece.style, rest);
      }
    }
    lines.add(line);
    return lines;
  }

  /** How many columns it takes. */
  public int width() {
    return width;
  }

  /** Its text without styles. */
  public String plain() {
    StringBuilder text = new StringBuilder();
    pieces.forEach(piece -> text.append(piece.text));
    return text.toString().stripTrailing();
  }

  /** Its text for a terminal, cut at this many columns. */
  public String text(boolean coloured, int columns) {
    StringBuilder text = new StringBuilder();
    int left = columns;
    for (Piece piece : pieces) {
      String shown = piece.text.substring(0, Math.min(left, piece.text.length()));
      text.append(coloured ? piece.style.dress(shown) : shown);
      left -= shown.length();
    }
    return text.toString().stripTrailing();
  }

  /** A node could answer with escape sequences; they must not reach the terminal. */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.chars().forEach(c -> clean.append(Character.isISOControl(c) ? ' ' : (char) c));
    return clean.toString();
  }

  @Override
  public String toString() {
    return plain();
  }
}
