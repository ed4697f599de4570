package io.mooring.cli.view;

import io.mooring.cli.api.Counted;
import io.mooring.cli.api.Plan;
import io.mooring.cli.api.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Shows what would be done, before anything is done; like things on many nodes once. */
public final class PlanView {
  /**
   * Changes of a step; those of two are alike when what stands around them in the files differs
   * only.
   */
  private record Like(String action, List<Step.Change> bare) {}

  /**
   * What is shown once.
   *
   * @param changes as they are on the first node
   * @param nodes where it is so
   * @param around whether the files differ around the changes
   */
  private record Shown(List<Step.Change> changes, List<String> nodes, boolean around) {
    Shown with(String node, List<Step.Change> others) {
      List<String> more = new ArrayList<>(nodes);
      more.add(node);
      return new Shown(changes, more, around || !changes.equals(others));
    }
  }

  private static final Pattern CONTEXT = Pattern.compile("(?m)^(@@| ).*\\R?");

  private final Glyphs glyphs;
  private final int width;

  /** Draws with these signs, wrapped to this width. */
  public PlanView(Glyphs glyphs, int width) {
    this.glyphs = glyphs;
    this.width = width;
  }

  /**
   * All of it: changes with diffs, restarts, what to know, what to decide, and the sum.
   *
   * @param told steps that the reader has been told about
   */
  public List<Line> lines(Plan plan, Set<String> told) {
    List<Line> lines = new ArrayList<>();
    likes(plan).forEach((like, shown) -> change(lines, like.action, shown));
    section(lines, "Restarts, one controller at a time", restarts(plan));
    section(lines, "Worth knowing", warnings(plan));
    section(lines, "Not known yet", unknown(plan, told));
    section(lines, "To be decided before anything can be changed", decisions(plan, told));
    lines.addAll(total(plan).folded(width, 4));
    return lines;
  }

  private static Map<Like, Shown> likes(Plan plan) {
    Map<Like, Shown> likes = new LinkedHashMap<>();
    for (Plan.Node node : plan.nodes()) {
      for (Plan.Item item : node.steps()) {
        List<Step.Change> changes = item.changes();
        if (!changes.isEmpty()) {
          likes.merge(
              new Like(action(item.step()), changes.stream().map(PlanView::bare).toList()),
              new Shown(changes, List.of(node.node()), false),
              (shown, one) -> shown.with(node.node(), changes));
        }
      }
    }
    return likes;
  }

  private static String action(String step) {
    return step.split("@")[0];
  }

  /** The same without line numbers and the lines that stay as they are. */
  private static Step.Change bare(Step.Change change) {
    return new Step.Change(
        change.kind(),
        change.subject(),
        change.summary(),
        change.diff().map(diff -> CONTEXT.matcher(diff).replaceAll("")));
  }

  private void change(List<Line> lines, String action, Shown shown) {
    lines.add(
        Line.of(Style.BOLD, "  " + action)
            .add(Style.DIM, "  on ")
            .add(NodeNames.shorten(shown.nodes)));
    for (Step.Change change : shown.changes) {
      String mark = "    " + mark(change) + " ";
      lines.addAll(Wrap.behind(sign(change), mark, words(change, shown), width));
      change.diff().ifPresent(diff -> diff(lines, diff));
    }
    if (shown.around) {
      lines.add(
          Line.of(
              Style.DIM,
              "        (as it is on %s; on the others the lines around differ)"
                  .formatted(shown.nodes.getFirst())));
    }
    lines.add(Line.empty());
  }

  private static String words(Step.Change change, Shown shown) {
    if (change.summary().isEmpty()) {
      return change.subject();
    }
    boolean named = shown.changes.size() == 1 || change.diff().isPresent();
    return named ? change.summary() : change.subject() + " " + change.summary();
  }

  private static void diff(List<Line> lines, String diff) {
    diff.lines()
        .forEach(
            text ->
                lines.add(Line.of(Style.PLAIN, "        ").add(SummaryView.diffStyle(text), text)));
  }

  private static String mark(Step.Change change) {
    return switch (change.kind()) {
      case "create" -> "+";
      case "delete" -> "-";
      default -> "~";
    };
  }

  private static Style sign(Step.Change change) {
    return switch (change.kind()) {
      case "create" -> Style.GOOD;
      case "delete" -> Style.BAD;
      default -> Style.NOTICE;
    };
  }

  private List<Line> restarts(Plan plan) {
    Map<String, List<String>> byAction = new LinkedHashMap<>();
    plan.restarts()
        .forEach(
            step ->
                byAction
                    .computeIfAbsent(action(step), action -> new ArrayList<>())
                    .add(step.substring(step.indexOf('@') + 1)));
    List<Line> lines = new ArrayList<>();
    byAction.forEach(
        (action, nodes) ->
            lines.add(
                Line.of(Style.NOTICE, "    " + glyphs.retry() + " ")
                    .add(
                        action.replaceFirst("^restart-", "") + " on " + NodeNames.shorten(nodes))));
    return lines;
  }

  private List<Line> warnings(Plan plan) {
    Map<Step.Finding, List<String>> byFinding = new LinkedHashMap<>();
    for (Plan.Node node : plan.nodes()) {
      for (Plan.Item item : node.steps()) {
        item.findings().stream()
            .filter(it -> it.severity().equals("warning"))
            .map(it -> byFinding.computeIfAbsent(it, finding -> new ArrayList<>()))
            .filter(nodes -> !nodes.contains(node.node()))
            .forEach(nodes -> nodes.add(node.node()));
      }
    }
    List<Line> lines = new ArrayList<>();
    byFinding.forEach((finding, nodes) -> warning(lines, finding, nodes));
    return lines;
  }

  /** Nothing waits for its decision, so the place for it is the document. */
  private void warning(List<Line> lines, Step.Finding finding, List<String> nodes) {
    String where = NodeNames.shorten(nodes) + ": ";
    sentence(lines, glyphs.warning(), where + (finding.message() + " " + finding.next()).strip());
    choices(lines, finding);
    if (!finding.choices().isEmpty()) {
      String ways = String.join("|", finding.choices().stream().map(Step.Choice::name).toList());
      sentence(lines, " ", "In the document: decisions: {'%s': %s}".formatted(finding.key(), ways));
    }
  }

  private List<Line> unknown(Plan plan, Set<String> told) {
    List<Line> lines = new ArrayList<>();
    List<Plan.Unknown> others =
        plan.unknown().stream().filter(it -> !told.contains(it.step())).toList();
    UnknownView.sentences(others).forEach(it -> sentence(lines, glyphs.waiting(), it));
    return lines;
  }

  private List<Line> decisions(Plan plan, Set<String> told) {
    List<Line> lines = new ArrayList<>();
    plan.decisions().stream()
        .filter(decision -> !told.contains(decision.step()))
        .forEach(
            decision -> {
              Step.Finding finding = decision.finding();
              sentence(lines, glyphs.failed(), decision.step() + ": " + finding.message());
              choices(lines, finding);
            });
    return lines;
  }

  private void choices(List<Line> lines, Step.Finding finding) {
    for (Step.Choice choice : finding.choices()) {
      sentence(lines, " ", choice.name() + ": " + choice.effect());
    }
  }

  private Line total(Plan plan) {
    Plan.Totals totals = plan.totals();
    if (plan.complete() && plan.changesNothing()) {
      return Line.of(Style.GOOD_TITLE, "  " + plan.integration())
          .add(": nothing has to be changed.");
    }
    return Line.of(Style.BOLD, "  Plan")
        .add(plan.hash().map(hash -> " " + hash).orElse(""))
        .add(
            plan.complete()
                ? ""
                : " (without %s not known yet)"
                    .formatted(Counted.of(plan.unknown().size(), "thing")))
        .add(
            ": %d to create, %d to update, %d to delete, %s, on %s."
                .formatted(
                    totals.create(),
                    totals.update(),
                    totals.delete(),
                    Counted.of(totals.restart(), "restart"),
                    Counted.of(totals.nodes(), "node")));
  }

  private void sentence(List<Line> lines, String sign, String text) {
    lines.addAll(Wrap.behind(Style.NOTICE, "    " + sign + " ", text, width));
  }

  private static void section(List<Line> lines, String title, List<Line> content) {
    if (!content.isEmpty()) {
      lines.add(Line.of(Style.BOLD, "  " + title));
      lines.addAll(content);
      lines.add(Line.empty());
    }
  }
}
