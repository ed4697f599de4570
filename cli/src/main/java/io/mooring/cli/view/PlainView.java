package io.mooring.cli.view;

import io.mooring.cli.api.HistoryEntry;
import java.time.ZoneId;
import java.util.List;

/** Shows a saga's history, one line for each entry. */
public final class PlainView {
  private static final int STEP_COLUMN = 10;
  private static final int TEXT_COLUMN = 58;
  private static final int CONTINUED = STEP_COLUMN + 2;
  private static final int MINIMUM = 40;

  private final ZoneId zone;
  private final Glyphs glyphs;

  /** Shows times in this zone. */
  public PlainView(ZoneId zone, Glyphs glyphs) {
    this.zone = zone;
    this.glyphs = glyphs;
  }

  /** Whether people who watch want to see it; {@code events} shows all. */
  public static boolean worthShowing(HistoryEntry entry) {
    return !entry.type().equals("step-dispatched") && !entry.type().equals("event-ignored");
  }

  /** Time, step, what happened. */
  public Line line(HistoryEntry entry) {
    return line(entry, TEXT_COLUMN);
  }

  /** The same for a terminal of this many columns: what does not fit goes on below the step. */
  public List<Line> lines(HistoryEntry entry, int columns) {
    return line(entry).folded(Math.max(columns, MINIMUM), CONTINUED);
  }

  /** The same, with a column for what happened that fits the longest step name. */
  Line line(HistoryEntry entry, int textColumn) {
    Line line =
        Line.of(Style.DIM, entry.at().map(at -> Times.clock(at, zone)).orElse("--:--:--"))
            .tab(STEP_COLUMN);
    if (entry.step().isEmpty()) {
      return line.add(sagaStyle(entry.type()), sagaText(entry));
    }
    line.add(style(entry), sign(entry) + " ").add(entry.step()).tab(textColumn);
    return line.add(style(entry), text(entry));
  }

  private String sagaText(HistoryEntry entry) {
    return switch (entry.type()) {
      case "saga-waits" -> sentence("the saga waits", entry.summary());
      case "saga-started" -> sentence("the saga started", entry.summary());
      case "saga-succeeded" -> sentence("the saga succeeded", entry.summary());
      case "saga-incident" -> sentence("the saga needs a person", entry.summary());
      case "retry-requested" -> sentence("retry requested", entry.summary());
      default -> sentence(entry.type(), entry.summary());
    };
  }

  private static Style sagaStyle(String type) {
    return switch (type) {
      case "saga-succeeded" -> Style.GOOD_TITLE;
      case "saga-incident", "incident-raised" -> Style.BAD_TITLE;
      default -> Style.BOLD;
    };
  }

  private static String text(HistoryEntry entry) {
    String attempt = entry.attempt() > 1 ? " (attempt " + entry.attempt() + ")" : "";
    return switch (entry.type()) {
      case "step-dispatched" -> sentence("sent" + attempt, "");
      case "step-started" -> sentence("started" + attempt, "");
      case "step-progressed" -> sentence("goes on", entry.summary());
      case "step-succeeded" ->
          sentence(
              entry.changed().map(changed -> changed ? "changed" : "unchanged").orElse("done"),
              entry.summary());
      case "step-failed" -> sentence("failed" + attempt, entry.summary());
      case "step-unknown" -> sentence("outcome unknown, checking again", entry.summary());
      case "step-retry-scheduled" -> sentence("is tried again", entry.summary());
      case "incident-raised" -> sentence("needs a person", entry.summary());
      case "event-ignored" -> sentence("late or duplicated event ignored", entry.summary());
      default -> sentence(entry.type(), entry.summary());
    };
  }

  /** Servers may begin the summary with the same word; it is said once. */
  private static String sentence(String what, String summary) {
    if (summary.isEmpty() || summary.equalsIgnoreCase(what)) {
      return what;
    }
    return summary.regionMatches(true, 0, what, 0, what.length()) ? summary : what + ": " + summary;
  }

  private String sign(HistoryEntry entry) {
    return switch (entry.type()) {
      case "step-succeeded" -> entry.changed().orElse(true) ? glyphs.changed() : glyphs.unchanged();
      case "step-failed", "incident-raised" -> glyphs.failed();
      case "step-unknown", "step-retry-scheduled", "retry-requested" -> glyphs.retry();
      case "step-started", "step-progressed" -> glyphs.running();
      default -> glyphs.waiting();
    };
  }

  private static Style style(HistoryEntry entry) {
    return switch (entry.type()) {
      case "step-succeeded" -> entry.changed().orElse(true) ? Style.GOOD : Style.DIM;
      case "step-failed", "incident-raised" -> Style.BAD;
      case "step-unknown", "step-retry-scheduled", "retry-requested" -> Style.NOTICE;
      case "step-started", "step-progressed" -> Style.ACTIVE;
      default -> Style.DIM;
    };
  }
}
