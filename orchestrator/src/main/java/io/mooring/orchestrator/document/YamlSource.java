package io.mooring.orchestrator.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;

/**
 * Reads the part of YAML that says the same to everybody: one document without anchors, aliases,
 * tags or doubled fields, with the scalars of YAML 1.2 ({@code yes} and {@code 010} are texts).
 */
final class YamlSource {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Iterator<Event> events;
  private final List<Violation> violations = new ArrayList<>();

  private YamlSource(Iterator<Event> events) {
    this.events = events;
  }

  /** The document can't be read any further. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stop() {
      super(null, null, false, false);
    }
  }

  static Source read(String text) {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(Source.MOST_BYTES);
    try {
      return new YamlSource(new Yaml(limits).parse(new StringReader(text)).iterator()).document();
    } catch (MarkedYAMLException broken) {
      return Source.malformed(
          "not-yaml",
          "The document is not usable YAML: %s (line %d, column %d)"
              .formatted(
                  broken.getProblem(),
                  broken.getProblemMark().getLine() + 1,
                  broken.getProblemMark().getColumn() + 1));
    } catch (YAMLException broken) {
      return Source.malformed(
          "not-yaml",
          "The document is not usable YAML: " + broken.getMessage().lines().findFirst().orElse(""));
    }
  }

  private Source document() {
    events.next(); // the stream begins
    if (events.next() instanceof StreamEndEvent) {
      return Source.malformed("empty", "The document is empty.");
    }
    JsonNode root;
    try {
      root = node(events.next(), "", 0);
    } catch (Stop stopped) {
      return new Source.Malformed(violations);
    }
    events.next(); // the document ends
    if (!(events.next() instanceof StreamEndEvent)) {
      refuse("", "several-documents", "There are several YAML documents (---); one is wanted.");
    }
    if (violations.isEmpty() && !(root instanceof ObjectNode)) {
      refuse("", "not-an-object", "The document must consist of fields, such as `name: lab`.");
    }
    return violations.isEmpty()
        ? new Source.Tree((ObjectNode) root)
        : new Source.Malformed(violations);
  }

  private JsonNode node(Event event, String pointer, int level) {
    if (level > Source.MOST_LEVELS) {
      refuse(pointer, "too-deep", "More than " + Source.MOST_LEVELS + " levels are not read.");
      throw new Stop();
    }
    if (event instanceof AliasEvent alias) {
      refuse(
          pointer, "alias", "Aliases (*" + alias.getAnchor() + ") are not read; repeat the value.");
      return NODES.nullNode();
    }
    if (event instanceof NodeEvent node && node.getAnchor() != null) {
      refuse(pointer, "anchor", "Anchors (&" + node.getAnchor() + ") are not read; leave it out.");
    }
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar, pointer);
      case SequenceStartEvent sequence -> sequence(sequence, pointer, level);
      case MappingStartEvent mapping -> mapping(mapping, pointer, level);
      default -> throw new IllegalStateException("unexpected " + event);
    };
  }

  private JsonNode scalar(ScalarEvent scalar, String pointer) {
    checkTag(scalar.getTag(), pointer);
    return scalar.isPlain() ? PlainScalar.of(scalar.getValue()) : NODES.textNode(scalar.getValue());
  }

  private JsonNode sequence(SequenceStartEvent start, String pointer, int level) {
    checkTag(start.getTag(), pointer);
    ArrayNode items = NODES.arrayNode();
    for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      items.add(node(event, pointer + "/" + items.size(), level + 1));
    }
    return items;
  }

  private JsonNode mapping(MappingStartEvent start, String pointer, int level) {
    checkTag(start.getTag(), pointer);
    ObjectNode fields = NODES.objectNode();
    for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        refuse(pointer, "field-name", "A field's name must be a plain text.");
        throw new Stop();
      }
      if (key.getAnchor() != null) {
        refuse(pointer, "anchor", "Anchors (&" + key.getAnchor() + ") are not read; leave it out.");
      }
      checkTag(key.getTag(), pointer);
      String name = key.getValue();
      String field = Pointers.append(pointer, name);
      JsonNode former = fields.get(name);
      JsonNode value = node(events.next(), field, level + 1);
      if (former != null) {
        int line = key.getStartMark().getLine() + 1;
        refuse(field, "field-twice", "The field is there twice, again in line " + line + ".");
      }
      fields.set(name, value);
    }
    return fields;
  }

  private void checkTag(String tag, String pointer) {
    if (tag != null) {
      refuse(pointer, "tag", "Tags (" + tag + ") are not read; leave it out.");
    }
  }

  private void refuse(String pointer, String code, String message) {
    violations.add(new Violation(pointer, code, message));
  }
}
