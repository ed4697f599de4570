package io.mooring.orchestrator.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The schema as the one place that knows fields, their order, their defaults and their words. */
final class SchemaTree {
  private static final String RESOURCE = "integration.schema.json";

  private final JsonNode root;

  SchemaTree() {
    try (InputStream resource = SchemaTree.class.getResourceAsStream(RESOURCE)) {
      root = new ObjectMapper().readTree(resource);
    } catch (IOException missing) {
      throw new UncheckedIOException(RESOURCE + " is not where it was built to be", missing);
    }
  }

  JsonNode root() {
    return root;
  }

  /** The schema at a pointer into the schema document. */
  JsonNode at(String pointer) {
    return root.at(pointer);
  }

  /** Leaves out known fields without a value, as in {@code glance:} with nothing below it. */
  void leaveOutEmpty(ObjectNode document) {
    leaveOutEmpty(document, root);
  }

  private void leaveOutEmpty(JsonNode node, JsonNode schema) {
    if (node instanceof ObjectNode fields) {
      JsonNode known = target(schema).path("properties");
      fields.properties().removeIf(field -> field.getValue().isNull() && known.has(field.getKey()));
      fields
          .properties()
          .forEach(field -> leaveOutEmpty(field.getValue(), of(schema, field.getKey())));
    }
  }

  /** A copy of the document with every default filled in. */
  ObjectNode withDefaults(ObjectNode document) {
    ObjectNode copy = document.deepCopy();
    fill(copy, root);
    return copy;
  }

  private void fill(JsonNode node, JsonNode schema) {
    if (node instanceof ObjectNode fields) {
      for (var property : target(schema).path("properties").properties()) {
        JsonNode standard = property.getValue().get("default");
        if (standard != null && !fields.has(property.getKey())) {
          fields.set(property.getKey(), standard.deepCopy());
        }
      }
      fields.properties().forEach(field -> fill(field.getValue(), of(schema, field.getKey())));
    }
  }

  /** The document with its fields in the schema's order; fields it does not know keep theirs. */
  JsonNode inOrder(JsonNode node) {
    return inOrder(node, root);
  }

  private JsonNode inOrder(JsonNode node, JsonNode schema) {
    if (!(node instanceof ObjectNode fields)) {
      return node;
    }
    ObjectNode ordered = fields.objectNode();
    target(schema)
        .path("properties")
        .fieldNames()
        .forEachRemaining(
            name ->
                Optional.ofNullable(fields.get(name))
                    .ifPresent(value -> ordered.set(name, inOrder(value, of(schema, name)))));
    fields
        .properties()
        .forEach(
            field -> {
              if (!ordered.has(field.getKey())) {
                ordered.set(field.getKey(), inOrder(field.getValue(), of(schema, field.getKey())));
              }
            });
    return ordered;
  }

  /** The schema of a field of an object. */
  private JsonNode of(JsonNode schema, String field) {
    JsonNode object = target(schema);
    JsonNode property = object.path("properties").path(field);
    return property.isMissingNode() ? object.path("additionalProperties") : property;
  }

  private JsonNode target(JsonNode schema) {
    JsonNode reference = schema.path("$ref");
    return reference.isTextual() ? root.at(reference.textValue().substring(1)) : schema;
  }
}
