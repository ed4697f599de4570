package io.mooring.cli.view;

/** How a piece of text looks on a terminal with colours. The text never depends on it. */
public enum Style {
  /** As it is. */
  PLAIN(""),
  /** What stands out. */
  BOLD("1"),
  /** What may be overlooked. */
  DIM("2"),
  /** Done. */
  GOOD("32"),
  /** Going on. */
  ACTIVE("36"),
  /** Worth a look. */
  NOTICE("33"),
  /** Wrong. */
  BAD("31"),
  /** Wrong, and the title of what follows. */
  BAD_TITLE("1;31"),
  /** Done, and the title of what follows. */
  GOOD_TITLE("1;32"),
  /** Going on, and the title of what follows. */
  ACTIVE_TITLE("1;36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  String dress(String text) {
    return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
