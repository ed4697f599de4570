package io.mooring.cli.view;

import io.mooring.cli.api.Counted;
import io.mooring.cli.api.Saga;
import io.mooring.cli.api.Snapshot;
import io.mooring.cli.api.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells how a saga ended: what changed where, what to know, and one last sentence. */
public final class SummaryView {
  private record LikeChange(String phase, String text) {}

  private record LikeDiff(String phase, String subject, String diff) {}

  private final Glyphs glyphs;

  /** Draws with these signs. */
  public SummaryView(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /** What changed, one line for like changes on many nodes; warnings; with diffs if wanted. */
  public List<Line> changes(Snapshot snapshot, boolean diffs, int width) {
    List<Line> lines = new ArrayList<>();
    Map<LikeChange, List<Step>> changed = changed(snapshot);
    if (!changed.isEmpty()) {
      lines.add(Line.of(Style.BOLD, "  What changed"));
      int column = changed.keySet().stream().mapToInt(k -> k.phase.length()).max().orElse(0) + 6;
      changed.forEach((key, steps) -> lines.addAll(change(key, steps, column, width)));
    }
    Set<Step.Finding> warnings = warnings(snapshot);
    if (!warnings.isEmpty()) {
      separate(lines).add(Line.of(Style.BOLD, "  Worth knowing"));
      warnings.forEach(warning -> lines.addAll(warning(warning, width)));
    }
    if (diffs) {
      diffs(snapshot).forEach((like, steps) -> diff(lines, like, steps));
    }
    return lines;
  }

  /** Everything that failed, why, and what to do next. */
  public List<Line> failures(Snapshot snapshot, int width) {
    return new FailureView(glyphs).lines(snapshot, width);
  }

  /** The last sentence. */
  public Line verdict(Snapshot snapshot, Instant now) {
    Saga saga = snapshot.saga();
    String took = HeaderView.elapsed(saga, now).map(time -> " in " + time).orElse("");
    int changed = snapshot.changed();
    int unchanged = snapshot.done() - changed;
    int failed = snapshot.needingPerson().size();
    int open = snapshot.steps().size() - snapshot.done() - failed;
    String counts = changed + " changed, " + unchanged + " unchanged";
    if (saga.succeeded()) {
      String nothing = changed == 0 ? " Nothing had to be changed." : "";
      return Line.of(Style.GOOD_TITLE, "  " + glyphs.changed() + " " + saga.integration())
          .add(": saga " + saga.number() + " succeeded" + took + "; " + counts + "." + nothing);
    }
    if (saga.state().equals("cancelled") || saga.state().equals("rolled-back")) {
      return Line.of(Style.NOTICE, "  " + glyphs.warning() + " " + saga.integration())
          .add(
              ": saga "
                  + saga.number()
                  + " was "
                  + HeaderView.stateText(saga)
                  + "; "
                  + counts
                  + ".");
    }
    if (saga.atRest()) {
      String behind = open == 0 ? "" : ", " + open + " could not begin";
      return Line.of(Style.BAD_TITLE, "  " + glyphs.failed() + " " + saga.integration())
          .add(": saga " + saga.number() + " needs a person; ")
          .add(failed + " failed" + behind + ", " + counts + ".");
    }
    return Line.of(Style.ACTIVE_TITLE, "  " + glyphs.running() + " " + saga.integration())
        .add(": saga " + saga.number() + " goes on; " + snapshot.done() + " of ")
        .add(Counted.of(snapshot.steps().size(), "step") + " done, " + counts + ".");
  }

  private static Map<LikeChange, List<Step>> changed(Snapshot snapshot) {
    Map<LikeChange, List<Step>> groups = new LinkedHashMap<>();
    for (Phase phase : Phase.of(snapshot.steps())) {
      for (Step step : phase.steps()) {
        if (step.changed() && !step.looks()) {
          texts(step)
              .forEach(
                  text ->
                      groups
                          .computeIfAbsent(
                              new LikeChange(phase.name(), text), k -> new ArrayList<>())
                          .add(step));
        }
      }
    }
    return groups;
  }

  private static List<String> texts(Step step) {
    List<String> texts =
        step.changes().stream()
            .map(c -> c.summary().isEmpty() ? c.kind() + " " + c.subject() : c.summary())
            .toList();
    return texts.isEmpty() ? List.of(step.summary()) : texts;
  }

  private List<Line> change(LikeChange key, List<Step> steps, int column, int width) {
    String nodes = NodeNames.shorten(steps.stream().map(Step::node).toList());
    String text = key.text + "  (" + nodes + ")";
    List<Line> lines = new ArrayList<>();
    for (String part : Wrap.text(text, Math.max(30, width - column))) {
      Line line = Line.empty();
      if (lines.isEmpty()) {
        line.add(Style.GOOD, "  " + glyphs.changed() + " ").add(key.phase);
      }
      lines.add(line.tab(column).add(part));
    }
    return lines;
  }

  private static Set<Step.Finding> warnings(Snapshot snapshot) {
    Set<Step.Finding> warnings = new LinkedHashSet<>();
    snapshot.steps().stream()
        .flatMap(step -> step.findings().stream())
        .filter(finding -> finding.severity().equals("warning"))
        .forEach(warnings::add);
    return warnings;
  }

  private List<Line> warning(Step.Finding finding, int width) {
    List<Line> lines = new ArrayList<>();
    String text = finding.message() + (finding.next().isEmpty() ? "" : " " + finding.next());
    for (String part : Wrap.text(text, Math.max(30, width - 4))) {
      lines.add(
          Line.of(Style.NOTICE, lines.isEmpty() ? "  " + glyphs.warning() + " " : "    ")
              .add(part));
    }
    return lines;
  }

  private static Map<LikeDiff, List<Step>> diffs(Snapshot snapshot) {
    Map<LikeDiff, List<Step>> groups = new LinkedHashMap<>();
    for (Step step : snapshot.steps().stream().filter(it -> !it.looks()).toList()) {
      for (Step.Change change : step.changes()) {
        change
            .diff()
            .map(diff -> new LikeDiff(step.phase(), change.subject(), diff))
            .ifPresent(like -> groups.computeIfAbsent(like, k -> new ArrayList<>()).add(step));
      }
    }
    return groups;
  }

  private static void diff(List<Line> lines, LikeDiff like, List<Step> steps) {
    String nodes = NodeNames.shorten(steps.stream().map(Step::node).toList());
    separate(lines)
        .add(Line.of(Style.BOLD, like.subject).add(Style.DIM, "  " + like.phase + " on " + nodes));
    like.diff.lines().forEach(text -> lines.add(Line.of(diffStyle(text), text)));
  }

  static Style diffStyle(String line) {
    if (line.startsWith("+")) {
      return Style.GOOD;
    }
    return line.startsWith("-") ? Style.BAD : line.startsWith("@@") ? Style.ACTIVE : Style.PLAIN;
  }

  private static List<Line> separate(List<Line> lines) {
    if (!lines.isEmpty()) {
      lines.add(Line.empty());
    }
    return lines;
  }
}
