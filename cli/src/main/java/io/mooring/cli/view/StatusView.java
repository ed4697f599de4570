package io.mooring.cli.view;

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
    return lines;
  }
}
