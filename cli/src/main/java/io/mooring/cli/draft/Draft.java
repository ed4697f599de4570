package io.mooring.cli.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What is known of a site so far; what is found later adds to it and contradicts nothing. */
public final class Draft {
  private final Map<String, DraftNode> nodes = new LinkedHashMap<>();
  private final Map<String, Found> values = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * A value and where it was found.
   *
   * @param value the value
   * @param source in words
   */
  public record Found(String value, String source) {}

  /** A node, or further roles of one that is known. */
  public void add(DraftNode node) {
    nodes.merge(
        node.name(),
        node,
        (known, more) -> {
          TreeSet<String> roles = new TreeSet<>(known.roles());
          roles.addAll(more.roles());
          return new DraftNode(known.name(), known.address(), roles, known.source());
        });
  }

  /** A value of the document by its field, unless it is known already. */
  public void put(String field, String value, String source) {
    values.putIfAbsent(field, new Found(value, source));
  }

  /** Something to tell whoever reads the document. */
  public void note(String text) {
    notes.add(text);
  }

  /** What is known of a field. */
  public Optional<Found> value(String field) {
    return Optional.ofNullable(values.get(field));
  }

  /** The nodes, in the order in which they were found. */
  public List<DraftNode> nodes() {
    return List.copyOf(nodes.values());
  }

  /** What was noticed. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Whether a node has this role. */
  public boolean has(String role) {
    return nodes.values().stream().anyMatch(node -> node.roles().contains(role));
  }
}
