package io.mooring.cli.view;

import io.mooring.cli.api.Snapshot;
import io.mooring.cli.api.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows what failed, why, and what a person can do next; like failures of many nodes as one. */
final class FailureView {
  private static final int INDENT = 4;

  private record Kind(String action, String code, String next) {}

  private final Glyphs glyphs;

  FailureView(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /** All failures of the saga, wrapped to this width; nothing when there are none. */
  List<Line> lines(Snapshot snapshot, int width) {
    Map<Kind, List<Step>> kinds = new LinkedHashMap<>();
    for (Step step : snapshot.needingPerson()) {
      kinds.computeIfAbsent(kind(step), k -> new ArrayList<>()).add(step);
    }
    List<Line> lines = new ArrayList<>();
    kinds.forEach((kind, steps) -> lines.addAll(one(kind, steps, snapshot, width)));
    return lines;
  }

  private static Kind kind(Step step) {
    return step.error()
        .map(error -> new Kind(step.action(), error.code(), error.next()))
        .orElse(new Kind(step.action(), "", ""));
  }

  private List<Line> one(Kind kind, List<Step> steps, Snapshot snapshot, int width) {
    Step first = steps.getFirst();
    String subject =
        steps.size() == 1
            ? first.name()
            : kind.action + " on " + NodeNames.shorten(steps.stream().map(Step::node).toList());
    Line title = Line.of(Style.BAD_TITLE, "  " + glyphs.failed() + " " + subject);
    if (!kind.code.isEmpty()) {
      title.add("  ").add(Style.BAD, kind.code);
    }
    if (steps.size() == 1 && first.attempt() > 1) {
      title.add(Style.DIM, "  after " + first.attempt() + " attempts");
    }
    List<Line> lines = new ArrayList<>(title.folded(width, INDENT));
    wrapped(lines, "", reason(first), width, Style.PLAIN);
    wrapped(lines, "Next: ", kind.next, width, Style.PLAIN);
    String integration = snapshot.saga().integration();
    boolean choices = choices(lines, first, integration, width);
    String selector = steps.size() == 1 ? first.name() : kind.action;
    wrapped(
        lines,
        choices ? "Or mend it, then: " : "Then: ",
        "mooring retry " + integration + " --step " + selector,
        Math.max(width, 200),
        Style.BOLD);
    return lines;
  }

  /** The ways out of what the step stopped at; whether there are any. */
  private static boolean choices(List<Line> lines, Step step, String integration, int width) {
    boolean any = false;
    for (Step.Finding finding : step.findings()) {
      if (finding.choices().isEmpty() || !finding.severity().equals("stop")) {
        continue;
      }
      any = true;
      wrapped(lines, "Decide: ", finding.message(), width, Style.PLAIN);
      for (Step.Choice choice : finding.choices()) {
        wrapped(lines, "  " + choice.name() + "  ", choice.effect(), width, Style.PLAIN);
      }
      String names = String.join("|", finding.choices().stream().map(Step.Choice::name).toList());
      wrapped(
          lines,
          "By: ",
          "mooring resolve " + step.name() + " " + names + " --in " + integration + " --why TEXT",
          Math.max(width, 200),
          Style.BOLD);
    }
    return any;
  }

  private static String reason(Step step) {
    String message = step.error().map(Step.Failure::message).orElse("");
    return message.isEmpty() ? step.summary() : message;
  }

  private static void wrapped(List<Line> lines, String label, String text, int width, Style style) {
    if (text.isBlank()) {
      return;
    }
    int columns = Math.max(20, width - INDENT - label.length());
    boolean first = true;
    for (String part : Wrap.text(text, columns)) {
      lines.add(
          Line.empty()
              .add(Style.DIM, " ".repeat(INDENT) + (first ? label : " ".repeat(label.length())))
              .add(style, part));
      first = false;
    }
  }
}
