package io.mooring.cli.command;

import io.mooring.cli.api.Problem;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Says what is wrong with a document, field by field, with the line in the file. */
final class RefusedDocument {
  private RefusedDocument() {}

  static List<String> explain(Problem problem, String file, byte[] document) {
    List<String> lines = new ArrayList<>();
    lines.add(file + " was refused; nothing was changed.");
    if (problem.errors().isEmpty()) {
      lines.add("  " + problem.sentence());
    }
    Node root = problem.errors().isEmpty() ? null : parse(document);
    for (Problem.FieldError error : problem.errors()) {
      OptionalInt line = line(root, error.pointer());
      String where = line.isPresent() ? "line " + line.getAsInt() + ", " : "";
      String field = field(error.pointer());
      String named = error.message().startsWith(field) ? "" : field + ": ";
      lines.add("  " + where + named + error.message());
    }
    return lines;
  }

  /** {@code /ceph/pools/0/name} is {@code ceph.pools[0].name} for people. */
  static String field(String pointer) {
    StringBuilder field = new StringBuilder();
    for (String part : parts(pointer)) {
      if (part.matches("\\d+")) {
        field.append('[').append(part).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(part);
      }
    }
    return field.isEmpty() ? "the document" : field.toString();
  }

  private static Node parse(byte[] document) {
    try {
      return new Yaml().compose(new StringReader(new String(document, StandardCharsets.UTF_8)));
    } catch (YAMLException e) {
      return null;
    }
  }

  /** The line of the field, or of the nearest thing around it that is there. */
  private static OptionalInt line(Node root, String pointer) {
    if (root == null) {
      return OptionalInt.empty();
    }
    Node at = root;
    int line = root.getStartMark().getLine();
    for (String part : parts(pointer)) {
      if (at instanceof MappingNode mapping) {
        NodeTuple entry = entry(mapping, part);
        if (entry == null) {
          break;
        }
        line = entry.getKeyNode().getStartMark().getLine();
        at = entry.getValueNode();
      } else if (at instanceof SequenceNode list
          && part.matches("\\d{1,6}")
          && Integer.parseInt(part) < list.getValue().size()) {
        at = list.getValue().get(Integer.parseInt(part));
        line = at.getStartMark().getLine();
      } else {
        break;
      }
    }
    return OptionalInt.of(line + 1);
  }

  private static NodeTuple entry(MappingNode mapping, String key) {
    return mapping.getValue().stream()
        .filter(t -> t.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
        .findFirst()
        .orElse(null);
  }

  private static List<String> parts(String pointer) {
    String path = pointer.startsWith("#") ? pointer.substring(1) : pointer;
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/")) {
      if (!part.isEmpty()) {
        parts.add(part.replace("~1", "/").replace("~0", "~"));
      }
    }
    return parts;
  }
}
