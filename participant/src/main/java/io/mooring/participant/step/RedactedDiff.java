package io.mooring.participant.step;

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

/**
 * The unified diff of a file as it may leave the process. Lines are compared as they are and shown
 * redacted, so that a changed secret is still seen to have changed.
 */
public final class RedactedDiff {
  private static final int CONTEXT_LINES = 3;

  private RedactedDiff() {}

  /**
   * A version of a file.
   *
   * @param lines its lines
   * @param shown the same lines, as many, as they may be shown
   */
  public record Version(List<String> lines, List<String> shown) {
    /** A version of an INI file, by {@link Redaction#ofLine}. */
    public static Version of(String text) {
      List<String> lines = text.lines().toList();
      return new Version(lines, lines.stream().map(Redaction::ofLine).toList());
    }
  }

  /**
   * The difference with three lines of context; empty if there is none.
   *
   * @param path the file's name as it is to stand in the head of the diff
   */
  public static String of(String path, Version before, Version after) {
    Patch<String> shown = new Patch<>();
    for (AbstractDelta<String> delta : DiffUtils.diff(before.lines(), after.lines()).getDeltas()) {
      Chunk<String> source = shown(delta.getSource(), before.shown());
      Chunk<String> target = shown(delta.getTarget(), after.shown());
      shown.addDelta(
          switch (delta.getType()) {
            case CHANGE -> new ChangeDelta<>(source, target);
            case DELETE -> new DeleteDelta<>(source, target);
            case INSERT -> new InsertDelta<>(source, target);
            case EQUAL -> delta;
          });
    }
    List<String> diff =
        UnifiedDiffUtils.generateUnifiedDiff(
            "a" + path, "b" + path, before.shown(), shown, CONTEXT_LINES);
    return diff.isEmpty() ? "" : String.join("\n", diff) + "\n";
  }

  private static Chunk<String> shown(Chunk<String> chunk, List<String> shown) {
    int start = chunk.getPosition();
    return new Chunk<>(start, new ArrayList<>(shown.subList(start, start + chunk.size())));
  }
}
