package io.mooring.orchestrator.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import java.util.List;
import java.util.regex.Pattern;

/** Checks a document against the schema. */
final class SchemaCheck {
  private final JsonSchema schema;
  private final SchemaWording wording;

  SchemaCheck(SchemaTree tree) {
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .regularExpressionFactory(SchemaCheck::regularExpression)
            .build();
    schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(tree.root(), config);
    schema.initializeValidators();
    wording = new SchemaWording(tree);
  }

  /** Everything that the schema does not allow. */
  List<Violation> violations(JsonNode document) {
    return schema.validate(document).stream().map(this::reword).toList();
  }

  private Violation reword(ValidationMessage message) {
    return wording.of(
        message.getInstanceLocation().toString(),
        message.getType(),
        message.getProperty(),
        message.getInstanceNode(),
        message.getSchemaLocation().getFragment().toString());
  }

  /** Java's {@code $} also matches before a last line feed, JSON Schema's does not. */
  private static RegularExpression regularExpression(String expression) {
    Pattern pattern =
        Pattern.compile(
            expression.endsWith("$")
                ? expression.substring(0, expression.length() - 1) + "\\z"
                : expression);
    return text -> pattern.matcher(text).find();
  }
}
