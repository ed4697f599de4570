package io.mooring.openstack.configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values that a file has, or shall have: section, option, values. A second, much simpler
 * account of what edits mean, to compare the editor with.
 */
record Wanted(Map<String, Map<String, List<String>>> values) {

  static Wanted of(ConfigurationFile file) {
    Map<String, Map<String, List<String>>> values = new TreeMap<>();
    for (String section : file.sections()) {
      for (String option : file.options(section)) {
        values
            .computeIfAbsent(section, name -> new TreeMap<>())
            .put(option, file.values(section, option));
      }
    }
    return new Wanted(values);
  }

  Wanted after(List<Edit> edits) {
    Map<String, Map<String, List<String>>> after = copy();
    for (Edit edit : edits) {
      if (edit instanceof Edit.OfOption named) {
        String section = ConfigurationFile.normalized(named.section());
        Map<String, List<String>> options = after.computeIfAbsent(section, name -> new TreeMap<>());
        List<String> old = options.getOrDefault(named.option(), List.of());
        options.put(named.option(), wanted(edit, old));
      }
    }
    after.values().forEach(options -> options.values().removeIf(List::isEmpty));
    after.values().removeIf(Map::isEmpty);
    return new Wanted(after);
  }

  /**
   * The same with each list that an edit adds to in one spelling, because which white space stands
   * around its commas is the editor's business.
   */
  Wanted withListsOf(List<Edit> edits) {
    Map<String, Map<String, List<String>>> alike = copy();
    for (Edit edit : edits) {
      if (edit instanceof Edit.AddToList add) {
        alike
            .getOrDefault(ConfigurationFile.normalized(add.section()), Map.of())
            .computeIfPresent(
                add.option(), (name, old) -> withLast(old, joined(items(old.getLast()))));
      }
    }
    return new Wanted(alike);
  }

  private Map<String, Map<String, List<String>>> copy() {
    Map<String, Map<String, List<String>>> copy = new TreeMap<>();
    values.forEach((section, options) -> copy.put(section, new TreeMap<>(options)));
    return copy;
  }

  private static List<String> wanted(Edit edit, List<String> old) {
    return switch (edit) {
      case Edit.Set set -> withLast(old, set.value());
      case Edit.SetMulti set -> set.values();
      case Edit.Remove remove -> List.of();
      case Edit.AddToList add -> added(add.item(), old);
      case Edit.Copy copy -> throw new IllegalArgumentException("needs the other section");
      case Edit.RemoveLine remove -> old;
    };
  }

  private static List<String> withLast(List<String> old, String value) {
    List<String> values = new ArrayList<>(old.isEmpty() ? List.of("") : old);
    values.set(values.size() - 1, value);
    return values;
  }

  private static List<String> added(String item, List<String> old) {
    List<String> items = new ArrayList<>(old.isEmpty() ? List.of() : items(old.getLast()));
    if (!items.contains(item)) {
      items.add(item);
    }
    return withLast(old, joined(items));
  }

  static List<String> items(String value) {
    String list = PythonText.stripped(value);
    while (list.endsWith(",")) {
      list = list.substring(0, list.length() - 1);
    }
    return list.isEmpty()
        ? List.of()
        : Arrays.stream(list.split(",", -1)).map(PythonText::stripped).toList();
  }

  private static String joined(List<String> items) {
    return String.join("|", items);
  }
}
