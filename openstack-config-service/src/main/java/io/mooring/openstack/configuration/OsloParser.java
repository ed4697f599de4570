package io.mooring.openstack.configuration;

import io.mooring.openstack.configuration.Element.Blank;
import io.mooring.openstack.configuration.Element.Comment;
import io.mooring.openstack.configuration.Element.Header;
import io.mooring.openstack.configuration.Element.Unparsable;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a file apart as oslo.config's {@code iniparser.BaseParser} does.
 *
 * <p>oslo.config stops at the first line that it can't read; this goes on behind it, so that all
 * such lines can be shown at once.
 */
final class OsloParser {
  static final String UNEXPECTED_CONTINUATION = "Unexpected continuation line";
  private static final String NO_ASSIGNMENT = "No ':' or '=' found in assignment";
  private static final String EMPTY_KEY = "Key cannot be empty";
  private static final String NO_BRACKET = "Invalid section (must end with ])";
  private static final String EMPTY_SECTION = "Empty section name";
  private static final String NO_SECTION = "Section must be started before assignment";

  private final List<Element> elements = new ArrayList<>();
  private boolean inSection;

  /** The assignment that may still be continued, or null. */
  private StringBuilder open;

  private int openNumber;
  private int openSeparator;

  private OsloParser() {}

  static List<Element> parse(String text) {
    OsloParser parser = new OsloParser();
    int number = 0;
    for (String raw : PythonText.lines(text)) {
      parser.line(++number, raw);
    }
    parser.close();
    return List.copyOf(parser.elements);
  }

  private void line(int number, String raw) {
    String line = PythonText.rightStripped(raw);
    if (line.isEmpty()) {
      close();
      elements.add(new Blank(number, raw));
    } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
      continuation(number, raw);
    } else {
      close();
      switch (line.charAt(0)) {
        case '[' -> header(number, raw, line);
        case '#', ';' -> elements.add(new Comment(number, raw));
        default -> assignment(number, raw, line);
      }
    }
  }

  /** An indented line continues a value whatever is in it, even if it looks like a comment. */
  private void continuation(int number, String raw) {
    if (open == null) {
      elements.add(new Unparsable(number, raw, UNEXPECTED_CONTINUATION));
    } else {
      open.append(raw);
    }
  }

  private void header(int number, String raw, String line) {
    if (!line.endsWith("]")) {
      elements.add(new Unparsable(number, raw, NO_BRACKET));
    } else if (line.length() <= 2) {
      elements.add(new Unparsable(number, raw, EMPTY_SECTION));
    } else {
      inSection = true;
      elements.add(new Header(number, raw, line.substring(1, line.length() - 1)));
    }
  }

  private void assignment(int number, String raw, String line) {
    int colon = line.indexOf(':');
    int equal = line.indexOf('=');
    int separator = colon < 0 || (equal >= 0 && equal < colon) ? equal : colon;
    if (separator < 0) {
      elements.add(new Unparsable(number, raw, NO_ASSIGNMENT));
    } else if (PythonText.stripped(line.substring(0, separator)).isEmpty()) {
      elements.add(new Unparsable(number, raw, EMPTY_KEY));
    } else {
      open = new StringBuilder(raw);
      openNumber = number;
      openSeparator = separator;
    }
  }

  private void close() {
    if (open != null) {
      String raw = open.toString();
      elements.add(
          inSection
              ? new Assignment(openNumber, raw, openSeparator)
              : new Unparsable(openNumber, raw, NO_SECTION));
      open = null;
    }
  }
}
