package io.mooring.cli.view;

import io.mooring.cli.api.Saga;
import io.mooring.cli.api.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Shows the state of a saga at this moment. */
public final class StatusView {
  private final Glyphs glyphs;

  /** Draws with these signs. */
  public StatusView(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /** The saga, its phases and nodes, and its failures. */
  public List<Line> lines(Snapshot snapshot, Instant now, int width) {
    List<Line> lines = new ArrayList<>(new HeaderView(glyphs).lines(snapshot, now, width));
    lines.add(Line.empty());
    lines.addAll(new PhaseGrid(snapshot.steps(), glyphs).lines(width));
    List<Line> failures = new FailureView(glyphs).lines(snapshot, width);
    if (!failures.isEmpty()) {
      lines.add(Line.empty());
      lines.addAll(failures);
    }
    lines.addAll(actions(snapshot.saga(), width));
    return lines;
  }

  /** What can be ordered now, and what each order does. */
  private static List<Line> actions(Saga saga, int width) {
    List<Line> lines = new ArrayList<>();
    int column = saga.actions().stream().mapToInt(it -> it.order().length()).max().orElse(0) + 6;
    for (Saga.Action action : saga.actions()) {
      Line line = Line.of(Style.BOLD, "    " + action.order());
      for (String part : Wrap.text(action.effect(), Math.max(30, width - column))) {
        lines.add(line.tab(column).add(part));
        line = Line.empty();
      }
    }
    if (!lines.isEmpty()) {
      lines.add(
          0, Line.of(Style.BOLD, "  What you can do now: mooring ORDER " + saga.integration()));
      lines.add(0, Line.empty());
    }
    return lines;
  }
}
