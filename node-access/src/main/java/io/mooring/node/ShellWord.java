package io.mooring.node;

import java.util.List;
import java.util.stream.Collectors;

/** The one place where text becomes a word of a shell's command line. */
final class ShellWord {
  private ShellWord() {}

  /**
   * A word that every POSIX shell reads as exactly this text.
   *
   * @throws IllegalArgumentException when the text holds a NUL, which no argument can
   */
  static String quote(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("an argument of a command cannot hold a NUL");
    }
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** A command line of these words. */
  static String line(List<String> words) {
    return words.stream().map(ShellWord::quote).collect(Collectors.joining(" "));
  }
}
