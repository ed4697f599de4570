package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nobody drives the product uninvited, seen from outside by curl, which sends any header. */
@Order(1)
@ExtendWith(StageExtension.class)
class AccessST {
  private static final String INTEGRATIONS = "/api/v1/integrations";

  private final Stage stage;

  AccessST(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void up() {
    stage.needPristine();
  }

  @Test
  void whoHasNoTokenIsRefused() {
    assertThat(statusOf(INTEGRATIONS)).isEqualTo(401);
    assertThat(statusOf(INTEGRATIONS, "-H", bearer())).isEqualTo(200);
  }

  @Test
  void aRequestForAForeignHostIsRefused() {
    assertThat(statusOf(INTEGRATIONS, "-H", bearer(), "-H", "Host: evil.example")).isEqualTo(421);
  }

  @Test
  void aWriteFromAForeignPageIsRefusedAndStoresNothing() {
    int status =
        statusOf(
            INTEGRATIONS,
            "-H",
            bearer(),
            "-H",
            "Origin: http://evil.example",
            "-H",
            "Content-Type: application/yaml",
            "--data-binary",
            "@" + stage.documents().site());

    assertThat(status).isEqualTo(403);
    assertThat(stage.api().read(INTEGRATIONS).path("items")).isEmpty();
  }

  private String bearer() {
    return "Authorization: Bearer " + stage.product().token();
  }

  private int statusOf(String path, String... options) {
    List<String> command =
        new ArrayList<>(List.of("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}"));
    command.addAll(List.of(options));
    command.add(stage.product().url() + path);
    Execution execution =
        RunningCommand.start(Path.of("."), Map.of(), "", command).await(Duration.ofSeconds(60));
    return Integer.parseInt(execution.answer());
  }
}
