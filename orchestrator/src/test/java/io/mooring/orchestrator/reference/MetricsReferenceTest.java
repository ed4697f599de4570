package io.mooring.orchestrator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.orchestrator.metrics.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the page about metrics equal to the code; {@code -Dupdate=true} writes it anew. */
class MetricsReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "metrics.md");
  private static final String HEAD =
      """
      # Metrics

      Of the orchestrator, in Prometheus' form at `/q/metrics`, for whoever has the role viewer. Made from the code; a test keeps it
      so. Beside these there are Quarkus' own of the virtual machine, HTTP, the database's connections and Kafka (`jvm_*`, `http_*`, `agroal_*`, `kafka_*`).

      | metric | kind | tags | meaning |
      |---|---|---|---|
      """;

  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    // given
    StringBuilder page = new StringBuilder(HEAD);
    Stream.of(Meter.values())
        .sorted(Comparator.comparing(Meter::label))
        .forEach(meter -> page.append(row(meter)));
    if (Boolean.getBoolean("update")) {
      Files.writeString(PAGE, page);
    }

    // then
    assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
  }

  private static String row(Meter meter) {
    String name = meter.label().replace('.', '_') + (meter.isGauge() ? "" : "_total");
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            name,
            meter.isGauge() ? "gauge" : "counter",
            String.join(", ", meter.tags()),
            meter.meaning());
  }
}
