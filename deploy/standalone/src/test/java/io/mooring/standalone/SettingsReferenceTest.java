package io.mooring.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the page of settings equal to the code; {@code -Dupdate=true} writes it anew. */
class SettingsReferenceTest {
  private static final Path TOP = Path.of("..", "..");
  private static final Path PAGE = TOP.resolve("docs/reference/settings.md");
  private static final String HEAD =
      """
      # Settings

      Of all services. Made from the `@ConfigMapping` interfaces; a test keeps it so. Each can be given in a file that
      `quarkus.config.locations` names, or as an environment variable: `mooring.orchestrator.stream.clients` is
      `MOORING_ORCHESTRATOR_STREAM_CLIENTS`. Quarkus' own settings (`quarkus.*`, `kafka.bootstrap.servers`) are in its guides.

      | setting | default | meaning |
      |---|---|---|
      """;

  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    // given
    List<SettingsSource.Setting> settings = SettingsSource.under(TOP);
    StringBuilder page = new StringBuilder(HEAD);
    settings.forEach(setting -> page.append(setting.row()));
    if (Boolean.getBoolean("update")) {
      Files.writeString(PAGE, page);
    }

    // then
    assertThat(settings)
        .isNotEmpty()
        .allSatisfy(setting -> assertThat(setting.text()).isNotBlank());
    assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
  }
}
