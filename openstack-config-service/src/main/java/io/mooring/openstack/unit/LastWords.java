package io.mooring.openstack.unit;

import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.OutcomeUnknown;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.layout.Layout;
import io.mooring.participant.step.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a service wrote last into its journal and its log: often why it does not work. */
final class LastWords {
  private static final String TAIL = Script.resource(LastWords.class, "last-words.sh");
  private static final int LINES = 12;
  private static final int LONGEST_LINE = 240;

  /** As much of a line as is looked at for secrets; of more, nothing is shown. */
  private static final int LONGEST_READ = 600;

  private static final int LONGEST = 5_000;

  private LastWords() {}

  /**
   * The lines, each below the place that it is from, without secrets; empty when there are none.
   */
  static String of(NodeSession node, Layout layout) {
    List<Object> arguments = new ArrayList<>(List.of(LINES, layout.unit().orElse("")));
    arguments.addAll(layout.container());
    arguments.addAll(layout.logs());
    try {
      ScriptResult result =
          node.inspect(Script.of("read the log of " + layout.subject(), TAIL, arguments.toArray()));
      return shown(result.text());
    } catch (NodeFailure | OutcomeUnknown silent) {
      return "The log can't be read: " + silent.getMessage();
    }
  }

  static String shown(String text) {
    String lines =
        text.lines()
            .map(line -> cut(line, LONGEST_READ))
            .map(Redaction::ofLogLine)
            .map(line -> cut(line, LONGEST_LINE))
            .collect(Collectors.joining("\n"));
    return lines.length() <= LONGEST
        ? lines
        : "…\n" + lines.substring(lines.indexOf('\n', lines.length() - LONGEST) + 1);
  }

  private static String cut(String line, int length) {
    return line.length() <= length ? line : line.substring(0, length) + "…";
  }
}
