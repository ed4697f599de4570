package io.mooring.openstack.configuration;

/** A piece of a configuration file; the raw texts of all, one after the other, are the file. */
sealed interface Element
    permits Element.Header, Assignment, Element.Comment, Element.Blank, Element.Unparsable {

  /** The number of its first line, from 1; 0 for what was not in the file that was read. */
  int number();

  /** Exactly as in the file, line ends included. */
  String raw();

  /** A section header such as {@code [glance_store]}; the name is kept as it is spelled. */
  record Header(int number, String raw, String name) implements Element {}

  /** A line that starts with {@code #} or {@code ;}. */
  record Comment(int number, String raw) implements Element {}

  /** An empty line, or one with nothing but white space; it ends a value of several lines. */
  record Blank(int number, String raw) implements Element {}

  /** A line over which oslo.config stumbles (and with it the whole service), and its reason. */
  record Unparsable(int number, String raw, String reason) implements Element {

    /** The line itself; only an assignment outside of any section may have more of them. */
    String firstLine() {
      return PythonText.withoutLineEnd(PythonText.lines(raw).getFirst());
    }

    boolean isContinuation() {
      return reason.equals(OsloParser.UNEXPECTED_CONTINUATION);
    }
  }
}
