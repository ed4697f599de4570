package io.mooring.cli.view;

import io.mooring.cli.api.Counted;
import io.mooring.cli.api.Saga;
import io.mooring.cli.api.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first lines of every view: which saga, its state, its progress. */
final class HeaderView {
  private final Glyphs glyphs;

  HeaderView(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  List<Line> lines(Snapshot snapshot, Instant now, int width) {
    Saga saga = snapshot.saga();
    String dot = " " + glyphs.separator() + " ";
    Line title =
        Line.of(Style.BOLD, "  " + saga.integration())
            .add(Style.DIM, dot)
            .add(saga.kind())
            .add(Style.DIM, dot)
            .add("saga " + saga.number());
    Line state = Line.of(stateStyle(saga), stateText(saga));
    elapsed(saga, now).ifPresent(text -> state.add(Style.DIM, dot).add(text));
    int total = Math.max(saga.total(), snapshot.steps().size());
    Line facts =
        Line.of(Style.BOLD, snapshot.done() + "/" + total).add(" " + Counted.noun(total, "step"));
    facts.add(Style.DIM, dot).add(snapshot.changed() + " changed");
    int failed = snapshot.needingPerson().size();
    if (failed > 0) {
      facts.add(Style.DIM, dot).add(Style.BAD, failed + " failed");
    }
    int columns = Math.max(10, width - facts.width() - 4);
    Line progress = Line.of(Style.PLAIN, "  ");
    progress.append(glyphs.bar(snapshot.done(), total, columns, barStyle(saga)));
    List<Line> lines = new ArrayList<>();
    lines.add(title.right(state, width));
    lines.add(progress.add("  ").append(facts));
    saga.waitsFor().ifPresent(other -> lines.add(Line.of(Style.NOTICE, "  " + other.sentence())));
    return lines;
  }

  static String stateText(Saga saga) {
    return switch (saga.state()) {
      case "incident" -> "needs a person";
      case "rolled-back" -> "rolled back";
      default -> saga.state();
    };
  }

  static Style stateStyle(Saga saga) {
    return switch (saga.state()) {
      case "succeeded" -> Style.GOOD_TITLE;
      case "incident", "quarantined" -> Style.BAD_TITLE;
      default -> Style.ACTIVE_TITLE;
    };
  }

  private static Style barStyle(Saga saga) {
    return saga.state().equals("incident") ? Style.BAD : Style.GOOD;
  }

  static Optional<String> elapsed(Saga saga, Instant now) {
    return saga.createdAt()
        .map(
            begun -> {
              Duration time = Duration.between(begun, saga.endedAt().orElse(now));
              return saga.atRest() ? Times.duration(time) : Times.wholeSeconds(time);
            });
  }
}
