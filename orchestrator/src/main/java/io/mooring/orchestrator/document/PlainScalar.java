package io.mooring.orchestrator.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** What a YAML scalar without quotes is: the plain rules of JSON, and else a text. */
final class PlainScalar {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,17})\\.[0-9]{1,18}");

  private PlainScalar() {}

  static JsonNode of(String text) {
    return switch (text) {
      case "", "~", "null" -> NODES.nullNode();
      case "true" -> NODES.booleanNode(true);
      case "false" -> NODES.booleanNode(false);
      default -> numberOrText(text);
    };
  }

  private static JsonNode numberOrText(String text) {
    if (INTEGER.matcher(text).matches()) {
      return NODES.numberNode(Long.parseLong(text));
    }
    if (DECIMAL.matcher(text).matches()) {
      return NODES.numberNode(new BigDecimal(text));
    }
    return NODES.textNode(text);
  }
}
