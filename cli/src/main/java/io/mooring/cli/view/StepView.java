package io.mooring.cli.view;

import io.mooring.cli.api.Attempt;
import io.mooring.cli.api.Counted;
import io.mooring.cli.api.Step;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows one step: what it changed, and what its attempts ran. */
public final class StepView {
  private static final String INDENT = "    ";
  private static final String DEEPER = "         ";

  private final Glyphs glyphs;
  private final ZoneId zone;

  /** Draws with these signs, and tells times of this zone. */
  public StepView(Glyphs glyphs, ZoneId zone) {
    this.glyphs = glyphs;
    this.zone = zone;
  }

  /** The step, its changes, what it noticed, and its attempts, the oldest first. */
  public List<Line> lines(Step step, List<Attempt> attempts, int width) {
    List<Line> lines = new ArrayList<>();
    lines.add(title(step));
    wrapped(lines, step.error().map(Step.Failure::message).orElse(step.summary()), width);
    step.error().ifPresent(error -> wrapped(lines, "Next: " + error.next(), width));
    for (Step.Change change : step.changes()) {
      wrapped(lines, change.kind() + " " + change.subject() + ": " + change.summary(), width);
    }
    for (Step.Finding finding : step.findings()) {
      wrapped(
          lines, "%s %s %s".formatted(glyphs.warning(), finding.message(), finding.next()), width);
    }
    for (Attempt attempt : attempts) {
      lines.add(Line.empty());
      lines.add(title(attempt));
      attempt.ran().forEach(run -> run(lines, run));
    }
    if (attempts.isEmpty()) {
      lines.add(Line.empty());
      lines.add(Line.of(Style.DIM, INDENT + "No attempt has told what it ran."));
    }
    return lines;
  }

  private Line title(Step step) {
    Line line = Line.of(Style.BOLD, "  " + glyphs.of(step) + " " + step.name());
    line.add("  ").add(step.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    step.error().ifPresent(error -> line.add("  ").add(Style.BAD, error.code()));
    step.duration().ifPresent(took -> line.add(Style.DIM, "  " + Times.duration(took)));
    return line;
  }

  private Line title(Attempt attempt) {
    String at = attempt.at().map(time -> "  " + Times.clock(time, zone)).orElse("");
    return Line.of(Style.BOLD, "  Attempt " + attempt.number())
        .add(Style.DIM, at)
        .add("  " + attempt.type().replaceFirst("^step-", ""));
  }

  private static void run(List<Line> lines, Attempt.Run run) {
    boolean good = run.status().isPresent() && isGood(run.status().getAsInt());
    Line line =
        Line.of(Style.DIM, String.format(Locale.ROOT, "%s%3d  ", INDENT, run.number()))
            .add(run.node() + "  ")
            .add(Style.BOLD, run.what())
            .add("  ")
            .add(good ? Style.GOOD : Style.BAD, ending(run))
            .add(
                Style.DIM,
                "  " + Times.duration(run.took()) + "  " + Counted.of(run.size(), "byte"));
    lines.add(line);
    if (!run.arguments().isEmpty()) {
      lines.add(Line.of(Style.DIM, DEEPER + "with: " + String.join(" | ", run.arguments())));
    }
    run.output().lines().forEach(text -> lines.add(Line.of(Style.PLAIN, DEEPER + text)));
  }

  /** A script's status, or an API's. */
  private static boolean isGood(int status) {
    return status == 0 || (status >= 200 && status < 300);
  }

  private static String ending(Attempt.Run run) {
    return run.status().isPresent() ? "status " + run.status().getAsInt() : "no status";
  }

  private static void wrapped(List<Line> lines, String text, int width) {
    if (!text.isBlank()) {
      Wrap.text(text, Math.max(30, width - INDENT.length()))
          .forEach(part -> lines.add(Line.of(Style.PLAIN, INDENT + part)));
    }
  }
}
