package io.mooring.orchestrator.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads JSON strictly: one value, no field twice. */
final class JsonSource {
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(Source.MOST_LEVELS).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonSource() {}

  static Source read(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      if (root instanceof ObjectNode fields) {
        return new Source.Tree(fields);
      }
      return Source.malformed("not-an-object", "The document must be one JSON object.");
    } catch (JsonProcessingException broken) {
      // YAML's flow style begins with a brace too.
      Source yaml = YamlSource.read(text);
      return yaml instanceof Source.Tree ? yaml : malformed(broken);
    }
  }

  private static Source malformed(JsonProcessingException broken) {
    String message = broken.getOriginalMessage();
    boolean twice = message.startsWith("Duplicate field");
    String where =
        broken.getLocation() == null
            ? ""
            : " (line "
                + broken.getLocation().getLineNr()
                + ", column "
                + broken.getLocation().getColumnNr()
                + ")";
    return Source.malformed(
        twice ? "field-twice" : "not-json", "The document is not usable JSON: " + message + where);
  }
}
