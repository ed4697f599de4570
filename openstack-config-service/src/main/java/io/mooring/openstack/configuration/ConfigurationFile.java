package io.mooring.openstack.configuration;

import io.mooring.openstack.configuration.Element.Header;
import io.mooring.openstack.configuration.Element.Unparsable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A configuration file as oslo.config reads it, of which every byte is kept. Immutable.
 *
 * <p>Section names are compared without case, except for {@code DEFAULT}; options are compared with
 * case. Sections that come again are one section. Values are what stands in the file: {@code
 * $other_option} is not replaced, and deprecated names of an option are the caller's concern.
 */
public final class ConfigurationFile {
  private final List<Element> elements;
  private final Map<String, Map<String, List<Assignment>>> assignments = new LinkedHashMap<>();

  private ConfigurationFile(List<Element> elements) {
    this.elements = elements;
    Map<String, List<Assignment>> section = Map.of();
    for (Element element : elements) {
      switch (element) {
        case Header header ->
            section =
                assignments.computeIfAbsent(normalized(header.name()), n -> new LinkedHashMap<>());
        case Assignment assignment ->
            section
                .computeIfAbsent(assignment.option(), option -> new ArrayList<>())
                .add(assignment);
        case Element.Comment comment -> {}
        case Element.Blank blank -> {}
        case Unparsable unparsable -> {}
      }
    }
  }

  /** Reads a file; any bytes will do, and what can't be understood is among {@link #problems()}. */
  public static ConfigurationFile parse(byte[] bytes) {
    return parse(LosslessUtf8.decode(bytes));
  }

  static ConfigurationFile parse(String text) {
    return new ConfigurationFile(OsloParser.parse(text));
  }

  /** The file, byte for byte. */
  public byte[] bytes() {
    return LosslessUtf8.encode(text());
  }

  /** The lines for which oslo.config refuses this file, from the top; empty for a sound one. */
  public List<Problem> problems() {
    return elements.stream()
        .filter(Unparsable.class::isInstance)
        .map(Unparsable.class::cast)
        .map(line -> new Problem(line.number(), line.firstLine(), line.reason()))
        .toList();
  }

  /**
   * The sections in the order of their first header, in the spelling in which they are compared.
   */
  public List<String> sections() {
    return List.copyOf(assignments.keySet());
  }

  /** The options of a section in the order in which they first come; empty if there is none. */
  public List<String> options(String section) {
    return List.copyOf(assignments.getOrDefault(normalized(section), Map.of()).keySet());
  }

  /** All values of an option from the top, as a multi-valued option has them. */
  public List<String> values(String section, String option) {
    return assignments
        .getOrDefault(normalized(section), Map.of())
        .getOrDefault(option, List.of())
        .stream()
        .map(Assignment::value)
        .toList();
  }

  /** The value that counts for an option with one value: the last in the file. */
  public Optional<String> value(String section, String option) {
    List<String> values = values(section, option);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  /** The line on which the value stands that counts for an option with one value, from 1. */
  public OptionalInt line(String section, String option) {
    List<Assignment> found =
        assignments.getOrDefault(normalized(section), Map.of()).getOrDefault(option, List.of());
    return found.isEmpty() ? OptionalInt.empty() : OptionalInt.of(found.getLast().number());
  }

  /** The items of a comma list such as {@code enabled_backends}; empty if it isn't set. */
  public List<String> items(String section, String option) {
    List<Assignment> found =
        assignments.getOrDefault(normalized(section), Map.of()).getOrDefault(option, List.of());
    return found.isEmpty() ? List.of() : found.getLast().items();
  }

  /**
   * Makes all edits, one after the other. What already is as wanted is not touched, so that making
   * the same edits again changes nothing.
   */
  public Edited edit(List<? extends Edit> edits) {
    Editor editor = new Editor(elements);
    List<AppliedEdit> applied = edits.stream().map(editor::apply).toList();
    boolean changed = applied.stream().anyMatch(AppliedEdit::changed);
    return new Edited(changed ? parse(editor.text()) : this, applied);
  }

  List<Element> elements() {
    return elements;
  }

  String text() {
    return elements.stream().map(Element::raw).collect(Collectors.joining());
  }

  /** The name under which oslo.config looks for a section. */
  static String normalized(String section) {
    return section.equals("DEFAULT") ? section : section.toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfigurationFile file && elements.equals(file.elements);
  }

  @Override
  public int hashCode() {
    return elements.hashCode();
  }

  /** Says no more than the size, because the content may hold secrets. */
  @Override
  public String toString() {
    return "ConfigurationFile[" + elements.size() + " elements]";
  }
}
