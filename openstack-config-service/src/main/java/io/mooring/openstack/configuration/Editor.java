package io.mooring.openstack.configuration;

import io.mooring.openstack.configuration.Element.Blank;
import io.mooring.openstack.configuration.Element.Header;
import io.mooring.openstack.configuration.Element.Unparsable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes edits on the pieces of one file; what an edit does not name is passed on as it is. */
final class Editor {
  private final List<Section> sections = new ArrayList<>();
  private final String lineEnd;

  Editor(List<Element> elements) {
    sections.add(new Section(""));
    for (Element element : elements) {
      if (element instanceof Header header) {
        sections.add(Section.of(header));
      } else {
        sections.getLast().elements().add(element);
      }
    }
    String first = elements.isEmpty() ? "" : PythonText.lines(elements.getFirst().raw()).getFirst();
    lineEnd = PythonText.lineEnd(first).isEmpty() ? "\n" : PythonText.lineEnd(first);
  }

  AppliedEdit apply(Edit edit) {
    Optional<String> done =
        switch (edit) {
          case Edit.Set set -> set(set);
          case Edit.SetMulti set -> setMulti(set);
          case Edit.Remove remove -> remove(remove);
          case Edit.Copy copy -> copy(copy);
          case Edit.AddToList add -> add(add);
          case Edit.RemoveLine remove -> removeLine(remove);
        };
    return new AppliedEdit(
        edit, done.isPresent(), done.orElseGet(() -> Summary.alreadyAsWanted(edit)));
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (Section section : sections) {
      for (Element element : section.elements()) {
        // A last line without an end may have become one in the middle.
        char last = text.isEmpty() ? '\n' : text.charAt(text.length() - 1);
        if (last != '\n' && last != '\r') {
          text.append(lineEnd);
        }
        // A lone carriage return must not swallow a blank line that has come to stand below it.
        if (last == '\r' && element.raw().startsWith("\n")) {
          text.append('\n');
        }
        text.append(element.raw());
      }
    }
    return text.toString();
  }

  /** The last occurrence is the one that counts, so earlier duplicates may stay as they are. */
  private Optional<String> set(Edit.Set set) {
    List<Assignment> found = found(set);
    if (found.isEmpty()) {
      insert(set, set.value());
      return Optional.of(Summary.added(set, set.value()));
    }
    Assignment last = found.getLast();
    if (last.value().equals(set.value())) {
      return Optional.empty();
    }
    replace(last, last.withValue(set.value()));
    return Optional.of(Summary.changed(set, last.value(), set.value()));
  }

  private Optional<String> setMulti(Edit.SetMulti set) {
    List<Assignment> found = found(set);
    List<String> wanted = set.values();
    if (found.stream().map(Assignment::value).toList().equals(wanted)) {
      return Optional.empty();
    }
    for (int at = 0; at < Math.max(found.size(), wanted.size()); at++) {
      if (at >= wanted.size()) {
        remove(found.get(at));
      } else if (at >= found.size()) {
        insert(set, wanted.get(at));
      } else if (!found.get(at).value().equals(wanted.get(at))) {
        replace(found.get(at), found.get(at).withValue(wanted.get(at)));
      }
    }
    return Optional.of(Summary.changedToMany(set));
  }

  private Optional<String> copy(Edit.Copy copy) {
    List<Assignment> originals = found(copy.from(), copy.option());
    List<Assignment> there = found(copy);
    if (originals.isEmpty()
        || there.stream()
            .map(Assignment::value)
            .toList()
            .equals(originals.stream().map(Assignment::value).toList())) {
      return Optional.empty();
    }
    there.forEach(this::remove);
    originals.forEach(original -> insert(copy, original::withLineEnd));
    return Optional.of(Summary.copied(copy));
  }

  private Optional<String> remove(Edit.Remove remove) {
    List<Assignment> found = found(remove);
    found.forEach(this::remove);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(Summary.removed(remove, found.getLast().value()));
  }

  private Optional<String> add(Edit.AddToList add) {
    List<Assignment> found = found(add);
    if (found.isEmpty()) {
      insert(add, add.item());
      return Optional.of(Summary.added(add, add.item()));
    }
    Assignment last = found.getLast();
    if (last.items().contains(add.item())) {
      return Optional.empty();
    }
    Assignment grown = last.withItem(add.item());
    replace(last, grown);
    return Optional.of(Summary.changed(add, last.value(), grown.value()));
  }

  private Optional<String> removeLine(Edit.RemoveLine remove) {
    String wanted = PythonText.stripped(remove.text());
    List<Integer> numbers = new ArrayList<>();
    for (Section section : sections) {
      boolean below = false;
      for (Element element : List.copyOf(section.elements())) {
        below =
            element instanceof Unparsable line
                && (PythonText.stripped(line.firstLine()).equals(wanted)
                    || (below && line.isContinuation()));
        if (below) {
          section.remove(element);
          numbers.add(element.number());
        }
      }
    }
    return numbers.isEmpty() ? Optional.empty() : Optional.of(Summary.removedLines(numbers));
  }

  private List<Assignment> found(Edit.OfOption edit) {
    return found(edit.section(), edit.option());
  }

  private List<Assignment> found(String name, String option) {
    return sections.stream()
        .filter(section -> section.isNamed(name))
        .flatMap(section -> section.assignments(option).stream())
        .toList();
  }

  private void replace(Assignment old, Assignment changed) {
    sections.forEach(section -> section.replace(old, changed));
  }

  private void remove(Assignment assignment) {
    sections.forEach(section -> section.remove(assignment));
  }

  private void insert(Edit.OfOption edit, String value) {
    insert(edit, end -> Assignment.of(edit.option(), value, end));
  }

  /** Below its last occurrence, else below its commented example, else at its section's end. */
  private void insert(Edit.OfOption edit, Function<String, Assignment> assignment) {
    List<Section> named =
        sections.stream().filter(section -> section.isNamed(edit.section())).toList();
    for (Section section : named.reversed()) {
      List<Assignment> occurrences = section.assignments(edit.option());
      if (!occurrences.isEmpty()) {
        section.insertBelow(section.indexOf(occurrences.getLast()), assignment);
        return;
      }
    }
    for (Section section : named.reversed()) {
      int example = section.exampleOf(edit.option());
      if (example >= 0) {
        section.insertBelow(example, assignment);
        return;
      }
    }
    Section section = named.isEmpty() ? append(edit.section()) : named.getLast();
    section.insertBelow(section.lastContent(), assignment);
  }

  private Section append(String name) {
    List<Element> before = sections.getLast().elements();
    String end = before.isEmpty() ? lineEnd : PythonText.lineEnd(before.getLast().raw());
    if (!before.isEmpty() && !(before.getLast() instanceof Blank)) {
      before.add(new Blank(0, lineEnd));
    }
    Section section = Section.of(new Header(0, "[" + name + "]" + end, name));
    sections.add(section);
    return section;
  }
}
