package io.mooring.openstack.configuration;

import java.util.ArrayList;
import java.util.List;

/** The few string rules of Python on which oslo.config's parser stands, where Java's differ. */
final class PythonText {
  /** What {@code str.strip()} takes away; neither Java's strip() nor trim() agree with it. */
  private static final String WHITESPACE =
      "\t\n"
          + "\u000b\f\r"
          + "\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
          + "\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

  private PythonText() {}

  static boolean isSpace(char character) {
    return character == ' ' || (character != '=' && WHITESPACE.indexOf(character) >= 0);
  }

  /** The index after the last character that is not white space. */
  static int endOfText(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /** The index of the first character at or after {@code from} that is not white space. */
  static int startOfText(String text, int from) {
    int start = from;
    while (start < text.length() && isSpace(text.charAt(start))) {
      start++;
    }
    return start;
  }

  static String rightStripped(String text) {
    return text.substring(0, endOfText(text));
  }

  static String stripped(String text) {
    String right = rightStripped(text);
    return right.substring(startOfText(right, 0));
  }

  /** The lines of a text with their ends, as a file opened with universal newlines has them. */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      boolean carriageReturnOfPair =
          character == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
      if (character == '\n' || (character == '\r' && !carriageReturnOfPair)) {
        lines.add(text.substring(start, at + 1));
        start = at + 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  /**
   * The line end of a line (or of the last of several): {@code \n}, {@code \r\n}, {@code \r} or
   * none.
   */
  static String lineEnd(String raw) {
    if (raw.endsWith("\r\n")) {
      return "\r\n";
    }
    if (raw.endsWith("\n") || raw.endsWith("\r")) {
      return raw.substring(raw.length() - 1);
    }
    return "";
  }

  static String withoutLineEnd(String raw) {
    return raw.substring(0, raw.length() - lineEnd(raw).length());
  }
}
