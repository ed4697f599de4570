package io.mooring.openstack.configuration;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.DeleteDelta;
import com.github.difflib.patch.InsertDelta;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;

/** What differs between two versions of a file, in the format that {@code diff -u} writes. */
public final class UnifiedDiff {
  private static final int CONTEXT_LINES = 3;
  private static final String NO_LAST_LINE_END = "\n\\ No newline at end of file";

  /** Whether values that look like secrets are shown. */
  public enum Secrets {
    /** For everything that leaves the process: the lines are there, the secret values are not. */
    HIDDEN,
    /** The exact text, which {@code patch} can apply. */
    SHOWN
  }

  private UnifiedDiff() {}

  /**
   * The difference with three lines of context; empty if there is none.
   *
   * @param path the file's name as it shall stand in the head of the diff
   */
  public static String between(
      String path, ConfigurationFile before, ConfigurationFile after, Secrets secrets) {
    Patch<String> patch = DiffUtils.diff(lines(before), lines(after));
    List<String> context = lines(before);
    if (secrets == Secrets.HIDDEN) {
      context = shownLines(before);
      patch = hidden(patch, context, shownLines(after));
    }
    List<String> diff =
        UnifiedDiffUtils.generateUnifiedDiff("a" + path, "b" + path, context, patch, CONTEXT_LINES);
    return diff.isEmpty() ? "" : String.join("\n", diff) + "\n";
  }

  /** Hiding comes after comparing, so that a changed secret is still seen to have changed. */
  private static Patch<String> hidden(
      Patch<String> patch, List<String> before, List<String> after) {
    Patch<String> hidden = new Patch<>();
    for (AbstractDelta<String> delta : patch.getDeltas()) {
      Chunk<String> source = shown(delta.getSource(), before);
      Chunk<String> target = shown(delta.getTarget(), after);
      hidden.addDelta(
          switch (delta.getType()) {
            case CHANGE -> new ChangeDelta<>(source, target);
            case DELETE -> new DeleteDelta<>(source, target);
            case INSERT -> new InsertDelta<>(source, target);
            case EQUAL -> delta;
          });
    }
    return hidden;
  }

  private static Chunk<String> shown(Chunk<String> chunk, List<String> shown) {
    int start = chunk.getPosition();
    return new Chunk<>(start, new ArrayList<>(shown.subList(start, start + chunk.size())));
  }

  private static List<String> lines(ConfigurationFile file) {
    return PythonText.lines(file.text()).stream().map(UnifiedDiff::line).toList();
  }

  private static List<String> shownLines(ConfigurationFile file) {
    return file.elements().stream()
        .flatMap(element -> Redaction.shownLines(element).stream())
        .map(UnifiedDiff::line)
        .toList();
  }

  private static String line(String raw) {
    return switch (PythonText.lineEnd(raw)) {
      case "" -> raw + NO_LAST_LINE_END;
      case "\r" -> raw;
      // A carriage return before the newline belongs to the line, as with diff itself.
      default -> raw.substring(0, raw.length() - 1);
    };
  }
}
