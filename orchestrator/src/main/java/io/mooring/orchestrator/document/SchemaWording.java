package io.mooring.orchestrator.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says to people what the schema does not allow: the field, what is wrong, what would be right. */
final class SchemaWording {
  private static final int LONGEST_QUOTE = 60;

  private final SchemaTree schema;

  SchemaWording(SchemaTree schema) {
    this.schema = schema;
  }

  /**
   * Words a violation.
   *
   * @param pointer where in the document
   * @param keyword the schema's keyword that was violated
   * @param property the field that is missing or too much, or null
   * @param value what is there
   * @param keywordPointer where the keyword stands in the schema
   */
  Violation of(
      String pointer, String keyword, String property, JsonNode value, String keywordPointer) {
    int end = keywordPointer.lastIndexOf("/" + keyword);
    JsonNode rule = schema.at(end < 0 ? "" : keywordPointer.substring(0, end));
    String field = Pointers.dotted(pointer);
    return switch (keyword) {
      case "required" -> {
        String missing = Pointers.append(pointer, property);
        yield new Violation(
            missing,
            "missing-field",
            Pointers.dotted(missing) + " is missing." + about(rule, property));
      }
      case "additionalProperties" -> unknown(pointer, property, rule);
      case "type" ->
          new Violation(
              pointer,
              "wrong-type",
              field + " must be " + wanted(rule) + ", not " + quote(value) + hint(rule, value));
      case "pattern" -> form(pointer, field, rule, value);
      case "propertyNames" -> form(pointer, field + "." + property, named(rule), null);
      case "enum" -> new Violation(pointer, "not-allowed", field + oneOf(rule, value));
      case "const" ->
          new Violation(
              pointer,
              "not-allowed",
              field + " must be " + rule.path("const").asText() + ", not " + quote(value) + ".");
      case "minimum", "maximum" ->
          new Violation(
              pointer,
              "out-of-range",
              "%s must be between %s and %s, not %s."
                  .formatted(field, rule.path("minimum"), rule.path("maximum"), quote(value)));
      case "uniqueItems" ->
          new Violation(pointer, "twice", field + " must not have the same entry twice.");
      case "minProperties", "maxProperties", "maxItems" ->
          new Violation(
              pointer,
              "wrong-number",
              field
                  + " has "
                  + new Counted(value.size(), "entry", "entries")
                  + "; the limit is "
                  + rule.path(keyword)
                  + ".");
      default -> new Violation(pointer, "not-allowed", field + " is not as the schema wants it.");
    };
  }

  /** What the names of a group's fields must look like. */
  private JsonNode named(JsonNode group) {
    return schema.at(group.path("propertyNames").path("$ref").asText().replaceFirst("#", ""));
  }

  private static Violation unknown(String pointer, String property, JsonNode rule) {
    List<String> known = new ArrayList<>();
    rule.path("properties").fieldNames().forEachRemaining(known::add);
    String field = Pointers.append(pointer, property);
    String right =
        Nearest.to(property, known)
            .map(name -> "did you mean " + name + "?")
            .orElse("known here: " + String.join(", ", known) + ".");
    return new Violation(
        field, "unknown-field", quote(Pointers.dotted(field)) + " is not a known field; " + right);
  }

  private static Violation form(String pointer, String field, JsonNode rule, JsonNode value) {
    String wrong = value == null ? quote(field) : field + ": " + quote(value);
    return new Violation(
        pointer,
        "wrong-form",
        "%s is not %s. Right is: %s."
            .formatted(
                wrong,
                rule.path("title").asText("a right value"),
                rule.path("description").asText()));
  }

  private static String oneOf(JsonNode rule, JsonNode value) {
    List<String> allowed = new ArrayList<>();
    rule.path("enum").forEach(word -> allowed.add(word.asText()));
    Optional<String> meant =
        value.isTextual() ? Nearest.to(value.textValue(), allowed) : Optional.empty();
    return " must be one of "
        + String.join(", ", allowed)
        + ", not "
        + quote(value)
        + meant.map(word -> "; did you mean " + word + "?").orElse(".");
  }

  private static String about(JsonNode rule, String property) {
    String description = rule.path("properties").path(property).path("description").asText();
    return description.isEmpty() ? "" : " " + description;
  }

  private static String wanted(JsonNode rule) {
    String title = rule.path("title").asText();
    if (!title.isEmpty() && !title.equals("integration")) {
      return title;
    }
    return switch (rule.path("type").asText()) {
      case "string" -> "a text";
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      default -> "a group of fields";
    };
  }

  private static String hint(JsonNode rule, JsonNode value) {
    boolean text = rule.path("type").asText().equals("string");
    return text && value.isValueNode() ? "; put it in quotes to make it a text." : ".";
  }

  private static String quote(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "a group of fields";
      case ARRAY -> "a list";
      default -> quote(value.asText());
    };
  }

  /** The text in quotes, without anything that could confuse a terminal. */
  private static String quote(String text) {
    String shown = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    return "\"" + shown.replaceAll("\\p{C}", "\uFFFD") + "\"";
  }
}
