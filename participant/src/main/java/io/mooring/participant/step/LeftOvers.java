package io.mooring.participant.step;

import io.mooring.contracts.Change;
import io.mooring.contracts.Choice;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What an earlier integration left on a node, by hand or by a tool. It is shown, and cleaned up
 * only when a person says so: nothing is kept of what is removed.
 *
 * @param files what was found
 * @param decisions what people decided
 */
public record LeftOvers(List<LeftOver> files, Decisions decisions) {
  private static final String CLEAN = Script.resource(LeftOvers.class, "clean-up.sh");
  private static final String COPIES = Script.resource(LeftOvers.class, "look-for-copies.sh");

  /** What can be done about a left-over. */
  public enum Way {
    /** It goes. */
    REMOVE("remove"),
    /** Only its owner and group may use it from then on. */
    CLOSE("close");

    private final String choice;

    Way(String choice) {
      this.choice = choice;
    }
  }

  /**
   * A file that was left.
   *
   * @param path where it is
   * @param way what can be done about it
   * @param message what it is and why it matters
   */
  public record LeftOver(String path, Way way, String message) {
    private String key() {
      return (way == Way.REMOVE ? "left-over:" : "open-key:") + path;
    }

    private Finding finding() {
      Choice act =
          switch (way) {
            case REMOVE ->
                new Choice(way.choice, "Removes %s for good; no copy is kept.".formatted(path));
            case CLOSE ->
                new Choice(
                    way.choice,
                    "Takes %s from everybody but its owner and its group.".formatted(path));
          };
      return Finding.warning(ErrorCode.LEFT_OVER, message, ErrorCode.LEFT_OVER.next())
          .deciding(key(), new Choice("keep", "Leaves it as it is."), act);
    }

    private Change change() {
      return switch (way) {
        case REMOVE -> Change.of(Change.Kind.DELETE, path, "removed, as somebody decided");
        case CLOSE -> Change.of(Change.Kind.UPDATE, path, "closed to others, as somebody decided");
      };
    }
  }

  /**
   * The copies that people make beside a file before they change it. Not looked for where nothing
   * is planned and nothing was decided, since that costs a look.
   */
  public static LeftOvers besides(StepContext context, FilePath file) {
    boolean decided =
        context.decisions().byKey().keySet().stream()
            .anyMatch(key -> key.startsWith("left-over:" + file));
    if (!context.onlyPlans() && !decided) {
      return new LeftOvers(List.of(), context.decisions());
    }
    return new LeftOvers(
        copies(context.node(), file).stream()
            .map(
                copy ->
                    new LeftOver(
                        copy,
                        Way.REMOVE,
                        copy + " is a copy from a change by hand; it may hold passwords."))
            .toList(),
        context.decisions());
  }

  private static List<String> copies(NodeSession node, FilePath file) {
    return node.inspect(Script.of("look for copies of " + file, COPIES, file))
        .text()
        .lines()
        .filter(line -> line.startsWith(file.value()))
        .toList();
  }

  /** The plan with what people should know of left-overs, and what is done about them. */
  public Plan in(Plan plan) {
    return plan.noticing(files.stream().map(LeftOver::finding).toList())
        .also(decided().stream().map(LeftOver::change).toList());
  }

  /**
   * Cleans up what was decided on.
   *
   * @throws NodeFailure when that is not possible
   */
  public void clean(StepContext context) {
    List<Object> words = new ArrayList<>();
    for (LeftOver each : decided()) {
      words.add(each.way().choice);
      words.add(each.path());
    }
    if (words.isEmpty()) {
      return;
    }
    ScriptResult result =
        context.node().change(Script.of("clean up", CLEAN, words.toArray()), context.fence());
    if (!result.succeeded()) {
      throw new NodeFailure(
          ErrorCode.COMMAND_FAILED,
          "Left-overs on %s could not be cleaned up: %s"
              .formatted(context.node().address().name(), result.errorText()));
    }
  }

  private List<LeftOver> decided() {
    return files.stream().filter(each -> decisions.chose(each.key(), each.way().choice)).toList();
  }
}
