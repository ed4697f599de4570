package io.mooring.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The schemas under {@code src/main/resources/schemas} are those of the records. After a change
 * that is meant, run this test with {@code -Dschemas.write=true} and look at the difference: only
 * optional fields may be added.
 */
class MessageSchemasTest {
  private static final Path FOLDER = Path.of("src/main/resources/schemas");

  private final Map<String, ObjectNode> schemas = new MessageSchemas().all();

  @Test
  void everyMessageHasTheSchemaOfItsRecord() throws IOException {
    for (Map.Entry<String, ObjectNode> schema : schemas.entrySet()) {
      Path file = FOLDER.resolve(schema.getKey() + ".json");
      if (Boolean.getBoolean("schemas.write")) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, schema.getValue().toPrettyString() + "\n");
      }
      assertThat(new ObjectMapper().readTree(file.toFile()))
          .as(schema.getKey())
          .isEqualTo(new ObjectMapper().readTree(schema.getValue().toString()));
    }
  }

  @Test
  void noSchemaIsLeftOfAMessageThatIsGone() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> types =
          files.map(file -> file.getFileName().toString().replaceAll("\\.json$", "")).toList();
      assertThat(types).containsExactlyInAnyOrderElementsOf(schemas.keySet());
    }
  }
}
