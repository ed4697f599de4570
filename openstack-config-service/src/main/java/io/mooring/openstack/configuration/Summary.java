package io.mooring.openstack.configuration;

import io.mooring.participant.step.Redaction;
import java.util.List;
import java.util.stream.Collectors;

/** What was done for an edit, in words for people; secrets are left out. */
final class Summary {
  private Summary() {}

  static String alreadyAsWanted(Edit edit) {
    return switch (edit) {
      case Edit.Set set -> subject(set) + " is already " + shown(set, set.value());
      case Edit.SetMulti set -> subject(set) + " already has the wanted values";
      case Edit.Remove remove -> subject(remove) + " is not set";
      case Edit.Copy copy -> subject(copy) + " is already as in [" + copy.from() + "]";
      case Edit.AddToList add -> subject(add) + " already has " + add.item();
      case Edit.RemoveLine remove ->
          "no stray line \"" + ElementRedaction.ofUnparsable(remove.text()) + "\"";
    };
  }

  static String added(Edit.OfOption edit, String value) {
    return subject(edit) + " set to " + shown(edit, value);
  }

  static String changed(Edit.OfOption edit, String before, String after) {
    return subject(edit) + " changed from " + shown(edit, before) + " to " + shown(edit, after);
  }

  static String changedToMany(Edit.SetMulti edit) {
    return subject(edit)
        + " set to "
        + edit.values().stream()
            .map(value -> shown(edit, value))
            .collect(Collectors.joining(" and "));
  }

  static String copied(Edit.Copy copy) {
    return subject(copy) + " copied from [" + copy.from() + "]";
  }

  static String removed(Edit.Remove edit, String before) {
    return subject(edit) + " removed (was " + shown(edit, before) + ")";
  }

  static String removedLines(List<Integer> numbers) {
    return "unreadable line "
        + numbers.stream().map(String::valueOf).collect(Collectors.joining(", "))
        + " removed";
  }

  private static String subject(Edit.OfOption edit) {
    return "[" + edit.section() + "] " + edit.option();
  }

  private static String shown(Edit.OfOption edit, String value) {
    return value.isEmpty() ? "(empty)" : Redaction.ofValue(edit.option(), value);
  }
}
