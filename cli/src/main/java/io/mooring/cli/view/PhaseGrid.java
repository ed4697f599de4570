package io.mooring.cli.view;

import io.mooring.cli.api.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A table of phases and nodes with one sign for each step; or bars when it would be too wide. */
final class PhaseGrid {
  private static final int MOST_SIGNS = 300;
  private static final int GAP = 1;
  private static final int GROUP_GAP = 2;

  private record Column(String node, String label, int width) {}

  private record Group(String title, List<Column> columns, int width) {}

  private final List<Phase> phases;
  private final Glyphs glyphs;
  private final int nameWidth;

  PhaseGrid(List<Step> steps, Glyphs glyphs) {
    this.phases = Phase.of(steps);
    this.glyphs = glyphs;
    this.nameWidth = phases.stream().mapToInt(p -> p.name().length()).max().orElse(0) + 4;
  }

  /** The table, at most this many columns wide. */
  List<Line> lines(int width) {
    List<Group> groups = groups();
    int needed = nameWidth + 8 + groups.stream().mapToInt(g -> g.width + GROUP_GAP).sum();
    int signs = phases.stream().mapToInt(phase -> phase.steps().size()).sum();
    return needed > width || signs > MOST_SIGNS ? bars(width) : signs(groups);
  }

  private List<Line> signs(List<Group> groups) {
    Line titles = Line.empty().tab(nameWidth);
    Line labels = Line.empty().tab(nameWidth);
    int column = nameWidth;
    for (Group group : groups) {
      tabTo(titles, column).add(Style.BOLD, group.title);
      int at = column;
      for (Column node : group.columns) {
        tabTo(labels, at).add(Style.DIM, node.label);
        at += node.width + GAP;
      }
      column += group.width + GROUP_GAP;
    }
    List<Line> lines = new ArrayList<>(List.of(titles));
    if (!labels.plain().isBlank()) {
      lines.add(labels);
    }
    phases.forEach(phase -> lines.add(row(phase, groups)));
    lines.add(Line.of(Style.PLAIN, "  ").append(glyphs.legend(anyLeftOut())));
    return lines;
  }

  private boolean anyLeftOut() {
    return phases.stream().flatMap(phase -> phase.steps().stream()).anyMatch(Step::leftOut);
  }

  private Line row(Phase phase, List<Group> groups) {
    Line line = name(phase);
    int column = nameWidth;
    for (Group group : groups) {
      int at = column;
      for (Column node : group.columns) {
        tabTo(line, at);
        phase.on(node.node).forEach(step -> line.add(Glyphs.style(step), glyphs.of(step)));
        at += node.width + GAP;
      }
      column += group.width + GROUP_GAP;
    }
    return tabTo(line, column).add(Style.DIM, phase.done() + "/" + phase.steps().size());
  }

  private List<Line> bars(int width) {
    int total = phases.stream().mapToInt(p -> p.steps().size()).max().orElse(0);
    int digits = Integer.toString(total).length();
    int columns = Math.clamp(width - nameWidth - 2 * digits - 34L, 8, 40);
    List<Line> lines = new ArrayList<>();
    for (Phase phase : phases) {
      Line line = name(phase).tab(nameWidth);
      Line bar = glyphs.bar(phase.done(), phase.steps().size(), columns, barStyle(phase));
      line.append(bar).add("  ");
      String progress = phase.done() + "/" + phase.steps().size();
      line.add(" ".repeat(Math.max(0, 2 * digits + 1 - progress.length())) + progress);
      mention(line, phase.count(Step.State.RUNNING), " running", Style.ACTIVE);
      mention(line, phase.count(Step.State.BACKING_OFF), " retrying soon", Style.NOTICE);
      mention(line, phase.needingPerson(), " failed", Style.BAD);
      lines.add(line);
    }
    return lines;
  }

  private Line name(Phase phase) {
    return Line.of(nameStyle(phase), "  " + phase.name());
  }

  private static Style nameStyle(Phase phase) {
    if (phase.needingPerson() > 0) {
      return Style.BAD;
    }
    boolean begun = phase.done() > 0 || phase.count(Step.State.RUNNING) > 0;
    return phase.done() == phase.steps().size() || !begun ? Style.PLAIN : Style.ACTIVE;
  }

  private static Style barStyle(Phase phase) {
    if (phase.needingPerson() > 0) {
      return Style.BAD;
    }
    return phase.done() == phase.steps().size() ? Style.GOOD : Style.ACTIVE;
  }

  private static void mention(Line line, int count, String what, Style style) {
    if (count > 0) {
      line.add("  ").add(style, count + what);
    }
  }

  private static Line tabTo(Line line, int column) {
    return line.width() < column ? line.tab(column) : line;
  }

  /** Nodes in groups by the stem of their names, in the order in which the phases meet them. */
  private List<Group> groups() {
    Map<String, Map<String, Integer>> byStem = new LinkedHashMap<>();
    for (Phase phase : phases) {
      for (Step step : phase.steps()) {
        byStem
            .computeIfAbsent(NodeNames.stem(step.node()), stem -> new TreeMap<>())
            .merge(step.node(), phase.on(step.node()).size(), Math::max);
      }
    }
    List<Group> groups = new ArrayList<>();
    byStem.forEach((stem, nodes) -> groups.add(group(title(stem, byStem.keySet()), nodes)));
    return groups;
  }

  /** {@code compute} is enough where all say {@code openstack-compute}; it saves many columns. */
  private static String title(String stem, Set<String> all) {
    String family = stem.substring(0, stem.indexOf('-') + 1);
    boolean shared = all.stream().filter(other -> other.startsWith(family)).count() > 1;
    String own = stem.substring(family.length());
    String title = shared && own.length() > 2 ? own : stem;
    return title.endsWith("-") ? title.substring(0, title.length() - 1) : title;
  }

  private static Group group(String title, Map<String, Integer> nodes) {
    if (nodes.size() == 1) {
      var only = nodes.entrySet().iterator().next();
      int width = Math.max(only.getKey().length(), only.getValue());
      return new Group(
          only.getKey(), List.of(new Column(only.getKey(), "", only.getValue())), width);
    }
    List<Column> columns = new ArrayList<>();
    nodes.forEach(
        (node, steps) -> {
          String label = NodeNames.number(node);
          columns.add(new Column(node, label, Math.max(label.length(), steps)));
        });
    int width = columns.stream().mapToInt(column -> column.width + GAP).sum() - GAP;
    return new Group(title, columns, Math.max(width, title.length()));
  }
}
