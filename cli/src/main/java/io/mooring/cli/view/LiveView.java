package io.mooring.cli.view;

import io.mooring.cli.api.HistoryEntry;
import io.mooring.cli.api.Snapshot;
import io.mooring.cli.api.Step;
import io.mooring.cli.api.Update;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The picture of a saga that goes on. It is a pure function of the model, the time and the size.
 */
public final class LiveView {
  private static final int MOST_ACTIVE = 8;
  private static final int MOST_EVENTS = 6;

  /**
   * The space there is.
   *
   * @param columns width
   * @param rows height
   */
  public record Size(int columns, int rows) {}

  private final Glyphs glyphs;
  private final PlainView entries;

  /** Draws with these signs and shows times in this zone. */
  public LiveView(Glyphs glyphs, ZoneId zone) {
    this.glyphs = glyphs;
    this.entries = new PlainView(zone, glyphs);
  }

  /** The picture; never more lines than there are rows, so that it can be drawn over in place. */
  public List<Line> render(LiveModel model, Instant now, Size size) {
    Snapshot snapshot = model.snapshot();
    int width = size.columns() - 1;
    List<Line> lines = new ArrayList<>(new HeaderView(glyphs).lines(snapshot, now, width));
    lines.add(Line.empty());
    lines.addAll(new PhaseGrid(snapshot.steps(), glyphs).lines(width));
    if (!snapshot.saga().atRest()) {
      section(lines, "", new FailureView(glyphs).lines(snapshot, width));
      section(lines, "Now", active(model, now));
      model.lost().ifPresent(lost -> section(lines, "", lost(lost, now, width)));
      int room = size.rows() - 1 - lines.size() - 2;
      section(lines, "Latest", latest(model, Math.clamp(room, 0, MOST_EVENTS)));
    }
    return lines.size() < size.rows() ? lines : shortened(lines, size.rows() - 1);
  }

  private static List<Line> shortened(List<Line> lines, int rows) {
    List<Line> shown = new ArrayList<>(lines.subList(0, Math.max(0, rows - 1)));
    shown.add(Line.of(Style.DIM, "  (the window is too small for the rest)"));
    return shown;
  }

  private static void section(List<Line> lines, String title, List<Line> content) {
    if (!content.isEmpty()) {
      lines.add(Line.empty());
      if (!title.isEmpty()) {
        lines.add(Line.of(Style.BOLD, "  " + title));
      }
      lines.addAll(content);
    }
  }

  private List<Line> active(LiveModel model, Instant now) {
    List<Step> active =
        model.snapshot().steps().stream()
            .filter(s -> s.state() == Step.State.RUNNING || s.state() == Step.State.BACKING_OFF)
            .sorted(Comparator.comparing(s -> s.startedAt().orElse(now)))
            .toList();
    int column = active.stream().mapToInt(s -> s.name().length()).max().orElse(0) + 6;
    List<Line> lines = new ArrayList<>();
    active.stream()
        .limit(MOST_ACTIVE)
        .forEach(
            step ->
                lines.add(
                    Line.of(Glyphs.style(step), "  " + glyphs.of(step) + " ")
                        .add(step.name())
                        .tab(column)
                        .append(progress(step, model.retryAt(), now))));
    if (active.size() > MOST_ACTIVE) {
      lines.add(Line.of(Style.DIM, "    and " + (active.size() - MOST_ACTIVE) + " more"));
    }
    return lines;
  }

  private static Line progress(Step step, Map<String, Instant> retryAt, Instant now) {
    if (step.state() == Step.State.BACKING_OFF) {
      Optional<Instant> due =
          step.retryAt().or(() -> Optional.ofNullable(retryAt.get(step.name())));
      String when =
          due.filter(now::isBefore)
              .map(time -> "again in " + Times.wholeSeconds(Duration.between(now, time)))
              .orElse("again in a moment");
      String reason = step.error().map(Step.Failure::message).orElse(step.summary());
      return Line.of(Style.NOTICE, when).add(Style.DIM, "  " + reason);
    }
    String elapsed =
        step.startedAt().map(at -> Times.wholeSeconds(Duration.between(at, now))).orElse("");
    String attempt = step.attempt() > 1 ? "  attempt " + step.attempt() : "";
    return Line.of(Style.ACTIVE, elapsed).add(Style.DIM, attempt);
  }

  private List<Line> lost(Update.Lost lost, Instant now, int width) {
    String text =
        lost.reason()
            + " The saga is not affected; retrying ("
            + Times.wholeSeconds(Duration.between(lost.since(), now))
            + " so far).";
    List<Line> lines = new ArrayList<>();
    for (String part : Wrap.text(text, width - 4)) {
      lines.add(
          Line.of(Style.NOTICE, lines.isEmpty() ? "  " + glyphs.warning() + " " : "    ")
              .add(Style.NOTICE, part));
    }
    return lines;
  }

  private List<Line> latest(LiveModel model, int count) {
    List<HistoryEntry> recent = model.recent();
    List<HistoryEntry> shown = recent.subList(Math.max(0, recent.size() - count), recent.size());
    int column = shown.stream().mapToInt(entry -> entry.step().length()).max().orElse(0) + 14;
    return shown.stream()
        .map(entry -> Line.of(Style.PLAIN, "  ").append(entries.line(entry, column)))
        .toList();
  }
}
