package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps the API's description in the docs equal to the code; {@code -Dupdate=true} writes it anew.
 */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class OpenApiIT {
  private static final Path FILE = Path.of("..", "docs", "reference", "openapi.yaml");

  @Test
  void theDescriptionInTheDocsIsWhatTheApiSays() throws IOException {
    // given
    String served =
        RestAssured.given().get("/q/openapi").then().statusCode(200).extract().asString();
    if (Boolean.getBoolean("update")) {
      Files.writeString(FILE, served);
    }

    // when
    String written = Files.readString(FILE);

    // then
    assertThat(written).isEqualTo(served);
    assertThat(served).contains("#/components/responses/Problem");
  }
}
