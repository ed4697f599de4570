package io.mooring.cli.view;

import io.mooring.cli.api.Step;

/**
 * The signs of the views; their shapes differ, so that nothing depends on colours.
 *
 * @param changed done, and something was changed
 * @param unchanged done, nothing had to be changed
 * @param running going on
 * @param waiting not begun
 * @param failed in need of a person
 * @param retry to be tried again
 * @param warning worth knowing
 * @param full the done part of a bar
 * @param rest the other part of a bar
 * @param separator between facts in one line
 * @param bullet before an item
 */
public record Glyphs(
    String changed,
    String unchanged,
    String running,
    String waiting,
    String failed,
    String retry,
    String warning,
    String full,
    String rest,
    String separator,
    String bullet) {

  /** For terminals that show Unicode. */
  public static final Glyphs UNICODE =
      new Glyphs("✓", "=", "●", "○", "✗", "↻", "!", "━", "─", "·", "→");

  /** For all others. */
  public static final Glyphs ASCII =
      new Glyphs("+", "=", "*", ".", "X", "~", "!", "#", "-", "|", "->");

  /** The sign of a step. */
  String of(Step step) {
    return switch (step.state()) {
      case SUCCEEDED -> step.changed() ? changed : unchanged;
      case RUNNING -> running;
      case FAILED, HALTED -> failed;
      case SKIPPED, CANCELLED -> rest;
      case BACKING_OFF -> retry;
      case WAITING, READY, OTHER -> waiting;
    };
  }

  /** The style of a step's sign. */
  static Style style(Step step) {
    return switch (step.state()) {
      case SUCCEEDED -> step.changed() ? Style.GOOD : Style.DIM;
      case RUNNING -> Style.ACTIVE;
      case FAILED, HALTED -> Style.BAD;
      case BACKING_OFF -> Style.NOTICE;
      case WAITING, READY, SKIPPED, CANCELLED, OTHER -> Style.DIM;
    };
  }

  /** A bar of this many columns, of which a part is done. */
  Line bar(int done, int total, int columns, Style style) {
    int filled = total == 0 ? 0 : (int) ((long) columns * done / total);
    return Line.of(style, full.repeat(filled)).add(Style.DIM, rest.repeat(columns - filled));
  }

  /** What each sign means; how a step looks that was left out is told where there is one. */
  Line legend(boolean anyLeftOut) {
    Line legend =
        Line.empty()
            .add(Style.GOOD, changed)
            .add(Style.DIM, " changed  " + unchanged + " unchanged  ")
            .add(Style.ACTIVE, running)
            .add(Style.DIM, " running  " + waiting + " waiting  ")
            .add(Style.NOTICE, retry)
            .add(Style.DIM, " retrying soon  ")
            .add(Style.BAD, failed)
            .add(Style.DIM, " failed");
    return anyLeftOut ? legend.add(Style.DIM, "  " + rest + " left out") : legend;
  }
}
