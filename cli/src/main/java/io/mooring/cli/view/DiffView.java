package io.mooring.cli.view;

import io.mooring.cli.api.Plan;
import io.mooring.cli.api.Step;
import java.util.ArrayList;
import java.util.List;

/** Shows what differs as a patch, file by file, so that other programs can read it too. */
public final class DiffView {
  private DiffView() {}

  /** A text that is a patch already. */
  public static List<Line> patch(String patch) {
    return patch.lines().map(text -> Line.of(SummaryView.diffStyle(text), text)).toList();
  }

  /**
   * What a plan would change on each node; what is no text is a line beside the patch, which
   * programs that read patches pass over.
   */
  public static List<Line> plan(Plan plan) {
    List<Line> lines = new ArrayList<>();
    for (Plan.Node node : plan.nodes()) {
      for (Plan.Item item : node.steps()) {
        item.changes().forEach(change -> change(lines, node.node(), change));
      }
    }
    plan.restarts().forEach(step -> lines.add(Line.of(Style.NOTICE, "restart: " + step)));
    return lines;
  }

  private static void change(List<Line> lines, String node, Step.Change change) {
    if (change.diff().isEmpty()) {
      String text = change.summary().isEmpty() ? change.subject() : change.summary();
      lines.add(Line.of(Style.NOTICE, change.kind() + ": " + node + ": " + text));
      return;
    }
    boolean made = change.kind().equals("create");
    boolean removed = change.kind().equals("delete");
    String name = node + ":" + change.subject();
    lines.add(Line.of(Style.BOLD, "--- " + (made ? "/dev/null" : name)));
    lines.add(Line.of(Style.BOLD, "+++ " + (removed ? "/dev/null" : name)));
    // The participant's own header says the file and not the node.
    change
        .diff()
        .get()
        .lines()
        .dropWhile(text -> text.startsWith("--- ") || text.startsWith("+++ "))
        .forEach(text -> lines.add(Line.of(SummaryView.diffStyle(text), text)));
  }
}
