package io.mooring.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/** The schemas of the API's description; here they allow no field that they do not name. */
final class ApiSchemas {
  private static final Path DESCRIPTION = Path.of("..", "docs", "reference", "openapi.yaml");
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private final JsonNode description;

  ApiSchemas() throws IOException {
    description =
        new ObjectMapper().valueToTree(new Yaml().<Object>load(Files.readString(DESCRIPTION)));
    description
        .at("/components/schemas")
        .forEach(
            schema -> {
              if (schema.has("properties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
              }
            });
  }

  /**
   * What is wrong with an answer.
   *
   * @param path of the description, for example {@code /api/v1/sagas/{id}}
   */
  Set<ValidationMessage> faults(JsonNode answer, String method, String path, String status) {
    JsonNode response = description.path("paths").path(path).path(method).path("responses");
    JsonNode content = response.path(status).path("content").elements().next();
    ObjectNode schema = content.path("schema").deepCopy();
    schema.set("components", description.path("components"));
    return FACTORY.getSchema(schema).validate(answer);
  }

  Set<ValidationMessage> faultsOfProblem(JsonNode answer) {
    ObjectNode schema = new ObjectMapper().createObjectNode();
    schema.put("$ref", "#/components/schemas/Problem");
    schema.set("components", description.path("components"));
    return FACTORY.getSchema(schema).validate(answer);
  }
}
