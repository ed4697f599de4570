package io.mooring.cli.view;

import io.mooring.cli.api.Counted;
import io.mooring.cli.api.Plan;
import io.mooring.cli.api.Snapshot;
import io.mooring.cli.api.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Shows what stands in the way: the same problem on many nodes once, with what to do. */
public final class CheckView {
  private final Glyphs glyphs;
  private final int width;

  /** Draws with these signs, wrapped to this width. */
  public CheckView(Glyphs glyphs, int width) {
    this.glyphs = glyphs;
    this.width = width;
  }

  /** Whether an integration could go on. */
  public static boolean nothingInTheWay(Plan found) {
    return found.decisions().isEmpty() && found.unknown().isEmpty();
  }

  /** All problems, then what is only worth knowing, and the sum. */
  public List<Line> lines(Snapshot looked, Plan found) {
    List<Line> lines = new ArrayList<>();
    section(lines, "In the way", found, Style.BAD, glyphs.failed(), "stop"::equals);
    unknown(lines, found);
    section(lines, "Worth knowing", found, Style.NOTICE, glyphs.warning(), "warning"::equals);
    lines.add(sum(looked, found));
    return lines;
  }

  private void section(
      List<Line> lines,
      String title,
      Plan found,
      Style style,
      String sign,
      Predicate<String> severity) {
    Map<Step.Finding, List<String>> nodes = new LinkedHashMap<>();
    for (Plan.Node node : found.nodes()) {
      for (Plan.Item item : node.steps()) {
        item.findings().stream()
            .filter(finding -> severity.test(finding.severity()))
            .forEach(
                finding ->
                    nodes
                        .computeIfAbsent(anywhere(finding, node.node()), it -> new ArrayList<>())
                        .add(node.node()));
      }
    }
    if (nodes.isEmpty()) {
      return;
    }
    lines.add(Line.of(Style.BOLD, "  " + title));
    nodes.forEach(
        (finding, where) -> {
          sentence(
              lines,
              style,
              sign,
              NodeNames.shorten(where) + " " + finding.code() + ": " + finding.message());
          if (!finding.next().isEmpty()) {
            sentence(lines, Style.DIM, " ", finding.next());
          }
        });
    lines.add(Line.empty());
  }

  /** The same without the node's name, which stands before it, so that like nodes are told once. */
  private static Step.Finding anywhere(Step.Finding finding, String node) {
    String name = "(?<![\\w.-])" + Pattern.quote(node) + "(?![\\w-]|\\.\\w)";
    return new Step.Finding(
        finding.severity(),
        finding.code(),
        finding.message().replaceAll(name, "this node"),
        finding.next().replaceAll(name, "this node"),
        finding.key(),
        finding.choices());
  }

  private void unknown(List<Line> lines, Plan found) {
    if (found.unknown().isEmpty()) {
      return;
    }
    lines.add(Line.of(Style.BOLD, "  Could not be looked at"));
    UnknownView.sentences(found.unknown())
        .forEach(it -> sentence(lines, Style.BAD, glyphs.failed(), it));
    lines.add(Line.empty());
  }

  private static Line sum(Snapshot looked, Plan found) {
    long nodes =
        looked.steps().stream().map(step -> step.name().replaceFirst(".*@", "")).distinct().count();
    String sight =
        "looked at %s on %s"
            .formatted(Counted.of(looked.steps().size(), "thing"), Counted.of(nodes, "node"));
    return nothingInTheWay(found)
        ? Line.of(Style.GOOD_TITLE, "  " + found.integration())
            .add(": nothing stands in the way; " + sight + ".")
        : Line.of(Style.BOLD, "  " + found.integration())
            .add(
                ": %d in the way, %d could not be looked at; %s."
                    .formatted(found.decisions().size(), found.unknown().size(), sight));
  }

  private void sentence(List<Line> lines, Style style, String sign, String text) {
    lines.addAll(Wrap.behind(style, "    " + sign + " ", text, width));
  }
}
