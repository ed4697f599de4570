package io.mooring.orchestrator.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.AccountName;
import io.mooring.contracts.BackendName;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.PoolName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private final JsonNode schema = new SchemaTree().root();

  @Test
  void patternsAreThoseOfTheContracts() {
    Map.of(
            "integrationName", IntegrationName.PATTERN,
            "nodeName", NodeName.PATTERN,
            "accountName", AccountName.PATTERN,
            "credentialName", CredentialName.PATTERN,
            "clientName", ClientName.PATTERN,
            "clusterName", ClusterName.PATTERN,
            "poolName", PoolName.PATTERN,
            "backendName", BackendName.PATTERN,
            "filePath", FilePath.PATTERN)
        .forEach(
            (name, pattern) ->
                assertThat(schema.at("/$defs/" + name + "/pattern").textValue())
                    .isEqualTo("^" + pattern + "$"));
  }

  @Test
  void everyObjectIsClosedAndEveryFieldIsDescribed() {
    List<String> faults = new ArrayList<>();
    inspect("#", schema, faults);

    assertThat(faults).isEmpty();
  }

  @Test
  void everyTextHasAPattern() {
    List<String> faults = new ArrayList<>();
    schema
        .findParents("type")
        .forEach(
            type -> {
              if (type.path("type").asText().equals("string") && !type.has("pattern")) {
                faults.add(type.toString());
              }
            });

    assertThat(faults).isEmpty();
  }

  private static void inspect(String where, JsonNode node, List<String> faults) {
    if (node.path("type").asText().equals("object") && !node.has("additionalProperties")) {
      faults.add(where + " is open");
    }
    node.path("properties")
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().has("description")) {
                faults.add(where + "/" + field.getKey() + " has no description");
              }
            });
    node.properties()
        .forEach(field -> inspect(where + "/" + field.getKey(), field.getValue(), faults));
  }
}
