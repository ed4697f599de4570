package io.mooring.cli.view;

import io.mooring.cli.doctor.Sign;
import java.util.ArrayList;
import java.util.List;

/** Shows what was looked at, and for what is not well what it means and what to do. */
public final class SignView {
  private final Glyphs glyphs;
  private final int width;

  /** Draws with these glyphs, wrapped to this width. */
  public SignView(Glyphs glyphs, int width) {
    this.glyphs = glyphs;
    this.width = width;
  }

  /** A line each, and more where something is to be done; then the sum. */
  public List<Line> lines(List<Sign> signs) {
    List<Line> lines = new ArrayList<>();
    int column = signs.stream().mapToInt(sign -> sign.subject().length()).max().orElse(0) + 6;
    for (Sign sign : signs) {
      Line line = Line.of(style(sign), "  " + mark(sign)).tab(4).add(sign.subject());
      lines.add(line.tab(column).add(sign.seen()));
      text(lines, column, Style.PLAIN, sign.meaning());
      text(lines, column, Style.BOLD, sign.next());
    }
    long wrong = count(signs, Sign.Verdict.WRONG);
    long warnings = count(signs, Sign.Verdict.WARNING);
    lines.add(Line.empty());
    lines.add(
        wrong + warnings == 0
            ? Line.of(Style.GOOD_TITLE, "  All is well.")
            : Line.of(
                wrong > 0 ? Style.BAD_TITLE : Style.NOTICE,
                "  %d wrong, %d worth a look.".formatted(wrong, warnings)));
    return lines;
  }

  private void text(List<Line> lines, int column, Style style, String text) {
    if (!text.isEmpty()) {
      Wrap.text(text, Math.max(30, width - column))
          .forEach(part -> lines.add(Line.empty().tab(column).add(style, part)));
    }
  }

  private static long count(List<Sign> signs, Sign.Verdict verdict) {
    return signs.stream().filter(sign -> sign.verdict() == verdict).count();
  }

  private String mark(Sign sign) {
    return switch (sign.verdict()) {
      case GOOD -> glyphs.changed();
      case WARNING -> glyphs.warning();
      case WRONG -> glyphs.failed();
    };
  }

  private static Style style(Sign sign) {
    return switch (sign.verdict()) {
      case GOOD -> Style.GOOD;
      case WARNING -> Style.NOTICE;
      case WRONG -> Style.BAD;
    };
  }
}
