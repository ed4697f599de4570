package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What is measured is what the page about metrics says. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class MetricsIT {
  private static final Path PAGE = Path.of("..", "docs", "reference", "metrics.md");

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Test
  void everyMetricOfOursIsOnThePage() throws IOException {
    // given
    String name = Api.newName();
    try (FakeParticipant participants =
        FakeParticipant.of(kafka, name, command -> FakeParticipant.Answer.SUCCEEDED)) {
      Api.awaitState(Api.start(name), "succeeded");
    }

    // when
    String served = Api.given().get("/q/metrics").then().statusCode(200).extract().asString();

    // then
    String page = Files.readString(PAGE);
    List<String> ours =
        served
            .lines()
            .filter(line -> line.startsWith("mooring_"))
            .map(line -> line.replaceAll("[{ ].*", ""))
            .distinct()
            .toList();
    assertThat(ours)
        .contains("mooring_steps_total", "mooring_sagas_total", "mooring_stream_behind")
        .allSatisfy(metric -> assertThat(page).contains("| `" + metric + "` |"));
    assertThat(served).contains("# HELP mooring_steps Attempts of steps");
  }
}
