package io.mooring.bus;

/**
 * Text that every reader, terminal and database can hold. Nodes and OpenStack's services answer
 * with whatever they like; one character that PostgreSQL refuses would stop the saga that meets it.
 */
public final class StorableText {
  private static final char REPLACEMENT = '\uFFFD';
  private static final char PICTURES_OF_CONTROLS = '\u2400';
  private static final char PICTURE_OF_DELETE = '\u2421';

  private StorableText() {}

  /**
   * The same text with a visible character in place of each control character and of each half of a
   * surrogate pair; line feeds and tabs stay.
   */
  public static String of(String text) {
    int first = 0;
    // Nearly every text is nothing but plain characters, and every text of every message is seen.
    while (first < text.length()
        && (isPlain(text.charAt(first)) || replacement(text, first) == text.charAt(first))) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder storable = new StringBuilder(text);
    for (int at = first; at < text.length(); at++) {
      storable.setCharAt(at, replacement(text, at));
    }
    return storable.toString();
  }

  private static boolean isPlain(char character) {
    return character >= ' ' && character < '\u007F';
  }

  private static char replacement(String text, int at) {
    char character = text.charAt(at);
    if (character == '\n' || character == '\t') {
      return character;
    }
    if (character < ' ') {
      return (char) (PICTURES_OF_CONTROLS + character);
    }
    if (character == '\u007F') {
      return PICTURE_OF_DELETE;
    }
    if (Character.isISOControl(character) || isHalfOfAPair(text, at)) {
      return REPLACEMENT;
    }
    return character;
  }

  private static boolean isHalfOfAPair(String text, int at) {
    char character = text.charAt(at);
    if (Character.isHighSurrogate(character)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(character)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
