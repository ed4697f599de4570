package io.mooring.keyring;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** The unified diff of two texts. */
final class Difference {
  private static final int CONTEXT = 3;

  private Difference() {}

  static String of(String path, String before, String after) {
    List<String> from = before.lines().toList();
    List<String> to = after.lines().toList();
    return String.join(
        "\n",
        UnifiedDiffUtils.generateUnifiedDiff(path, path, from, DiffUtils.diff(from, to), CONTEXT));
  }
}
