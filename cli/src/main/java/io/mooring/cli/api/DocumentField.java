package io.mooring.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * A field of the integration document, as its schema describes it.
 *
 * @param path where it is, for example {@code ceph.pools.name}; empty for the whole document
 * @param schema what the schema says of it, references followed
 * @param required whether a document has to have it
 * @param root the whole schema
 */
public record DocumentField(String path, JsonNode schema, boolean required, JsonNode root) {

  /** The document itself. */
  public static DocumentField ofDocument(JsonNode root) {
    return new DocumentField("", root, true, root);
  }

  /**
   * The field at this path below this one. Items of a list need no number, as in pools.name, and
   * what is kept by name needs none either: nodes.roles is nodes.compute01.roles.
   */
  public Optional<DocumentField> find(String wanted) {
    Optional<DocumentField> at = Optional.of(this);
    for (String name : wanted.split("[.\\[]")) {
      if (!name.isEmpty() && !name.matches("\\d*]")) {
        at = at.flatMap(field -> field.child(name).or(field::entry));
      }
    }
    return at;
  }

  /** The fields below it, in the order of the schema. */
  public List<DocumentField> children() {
    List<DocumentField> children = new ArrayList<>();
    fields()
        .path("properties")
        .fieldNames()
        .forEachRemaining(n -> child(n).ifPresent(children::add));
    return children;
  }

  /** What may be written there, in words. */
  public String type() {
    if (schema.has("enum")) {
      StringJoiner values = new StringJoiner(" | ");
      schema.path("enum").forEach(value -> values.add(value.asText()));
      return values.toString();
    }
    if (schema.has("const")) {
      return schema.path("const").asText();
    }
    JsonNode type = schema.path("type");
    return switch (type.asText()) {
      case "object" -> keepsByName() ? "by name" : "fields";
      case "array" -> "list";
      case "string" -> "text";
      case "integer", "number" -> "number";
      case "boolean" -> "true | false";
      default -> "";
    };
  }

  /** What holds when nothing is written. */
  public Optional<String> standard() {
    return Optional.ofNullable(schema.get("default"))
        .map(value -> value.isValueNode() ? value.asText() : value.toString());
  }

  private Optional<DocumentField> child(String name) {
    JsonNode fields = fields();
    JsonNode property = fields.path("properties").path(name);
    if (property.isMissingNode()) {
      return Optional.empty();
    }
    boolean needed = false;
    for (JsonNode one : fields.path("required")) {
      needed |= one.asText().equals(name);
    }
    String where = path.isEmpty() ? name : path + "." + name;
    return Optional.of(new DocumentField(where, followed(property), needed, root));
  }

  /** What is called by a name that the document chooses: any word is one, and tells of them all. */
  private Optional<DocumentField> entry() {
    return keepsByName() ? Optional.of(this) : Optional.empty();
  }

  private boolean keepsByName() {
    return schema.path("additionalProperties").isObject();
  }

  /** What has the fields: the thing itself, or an item of the list or of the names that it is. */
  private JsonNode fields() {
    if (schema.has("items")) {
      return followed(schema.path("items"));
    }
    return keepsByName() ? followed(schema.path("additionalProperties")) : schema;
  }

  /** What a place says itself goes before what it refers to. */
  private JsonNode followed(JsonNode place) {
    JsonNode reference = place.path("$ref");
    if (reference.isMissingNode()) {
      return place;
    }
    var merged = Json.object();
    merged.setAll(
        (com.fasterxml.jackson.databind.node.ObjectNode)
            followed(root.at(reference.asText().substring(1))));
    place.properties().stream()
        .filter(said -> !said.getKey().equals("$ref"))
        .forEach(said -> merged.set(said.getKey(), said.getValue()));
    return merged;
  }
}
