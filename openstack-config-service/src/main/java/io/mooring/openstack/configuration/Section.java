package io.mooring.openstack.configuration;

import io.mooring.openstack.configuration.Element.Blank;
import io.mooring.openstack.configuration.Element.Comment;
import io.mooring.openstack.configuration.Element.Header;
import io.mooring.openstack.configuration.Element.Unparsable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A header and what follows up to the next one, while it is edited; the first has no header. */
final class Section {
  private final String name;
  private final List<Element> elements = new ArrayList<>();

  Section(String name) {
    this.name = name;
  }

  static Section of(Header header) {
    Section section = new Section(ConfigurationFile.normalized(header.name()));
    section.elements.add(header);
    return section;
  }

  boolean isNamed(String wanted) {
    return ConfigurationFile.normalized(wanted).equals(name);
  }

  List<Element> elements() {
    return elements;
  }

  List<Assignment> assignments(String option) {
    return elements.stream()
        .filter(Assignment.class::isInstance)
        .map(Assignment.class::cast)
        .filter(assignment -> assignment.option().equals(option))
        .toList();
  }

  void replace(Assignment old, Assignment changed) {
    elements.replaceAll(element -> element == old ? changed : element);
  }

  void remove(Element removed) {
    elements.removeIf(element -> element == removed);
  }

  /** The index of this very element; equal ones may stand in one section. */
  int indexOf(Element element) {
    for (int at = 0; at < elements.size(); at++) {
      if (elements.get(at) == element) {
        return at;
      }
    }
    return -1;
  }

  /** Where the last commented example of the option ({@code #option = default}) is, or -1. */
  int exampleOf(String option) {
    Pattern example = Pattern.compile("(?s)[#;]" + Pattern.quote(option) + "\\s*[=:].*");
    for (int at = elements.size() - 1; at >= 0; at--) {
      if (elements.get(at) instanceof Comment comment && example.matcher(comment.raw()).matches()) {
        return at;
      }
    }
    return -1;
  }

  /** Where the last thing is that belongs to this section; its header if there is nothing else. */
  int lastContent() {
    int at = lastNotBlank(elements.size() - 1);
    // A comment right above the next header, set off by a blank line, speaks about that header.
    int above = at;
    while (above > 0 && at == elements.size() - 1 && elements.get(above) instanceof Comment) {
      above--;
    }
    return above < at && above > 0 && elements.get(above) instanceof Blank
        ? lastNotBlank(above)
        : at;
  }

  private int lastNotBlank(int from) {
    int at = from;
    while (at > 0 && elements.get(at) instanceof Blank) {
      at--;
    }
    return at;
  }

  /**
   * Inserts an option, made with the line end there, below an element, but never where an indented
   * stray line would join it.
   */
  void insertBelow(int index, Function<String, Assignment> assignment) {
    int at = index;
    while (at + 1 < elements.size()
        && elements.get(at + 1) instanceof Unparsable next
        && next.isContinuation()) {
      at++;
    }
    String lineEnd = PythonText.lineEnd(elements.get(at).raw());
    elements.add(at + 1, assignment.apply(lineEnd));
  }
}
