package io.mooring.openstack.configuration;

import io.mooring.participant.step.RedactedDiff;
import java.util.List;

/** What differs between two versions of a file, in the format that {@code diff -u} writes. */
public final class UnifiedDiff {
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
    return RedactedDiff.of(path, version(before, secrets), version(after, secrets));
  }

  private static RedactedDiff.Version version(ConfigurationFile file, Secrets secrets) {
    List<String> lines = lines(file);
    return new RedactedDiff.Version(lines, secrets == Secrets.HIDDEN ? shownLines(file) : lines);
  }

  private static List<String> lines(ConfigurationFile file) {
    return PythonText.lines(file.text()).stream().map(UnifiedDiff::line).toList();
  }

  private static List<String> shownLines(ConfigurationFile file) {
    return file.elements().stream()
        .flatMap(element -> ElementRedaction.shownLines(element).stream())
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
