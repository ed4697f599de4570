package io.mooring.ceph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the page of health warnings equal to the code; {@code -Dupdate=true} writes it anew. */
class HealthWarningsReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "health-warnings.md");
  private static final String HEAD =
      """
      # Health warnings

      What `check-cluster` does about each warning of the Ceph cluster. Made from `HealthPolicy`; a test keeps it so.

      - **goes on**: the warning is shown and does not hold anything up.
      - **waits**: it usually passes; the step is retried automatically, as `retry` in the document says.
      - **stops**: a person decides. So does a warning that is not in this list.

      Errors (`HEALTH_ERR`) always stop; warnings that somebody has muted in Ceph don't count. `ceph.allowedWarnings` in the
      document lets further codes pass, and `ceph.stoppingWarnings` stops at codes that would pass; the latter wins.
      `OSDMAP_FLAGS` stops all the same when the flags let no client read or write (`pauserd`, `pausewr`, `full`).
      A star stands for the rest of a code; the first line that fits counts.

      | warning | what happens | why |
      |---|---|---|
      """;

  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    // Given
    String page =
        HEAD
            + HealthPolicy.KNOWN.stream()
                .map(HealthWarningsReferenceTest::row)
                .collect(Collectors.joining());
    if (Boolean.getBoolean("update")) {
      Files.writeString(PAGE, page);
    }

    // When
    String written = Files.readString(PAGE);

    // Then
    assertThat(written).isEqualTo(page);
  }

  private static String row(HealthPolicy.Known known) {
    String verdict =
        switch (known.verdict()) {
          case GO_ON -> "goes on";
          case WAIT -> "waits";
          case STOP -> "stops";
        };
    return "| `%s` | %s | %s |\n".formatted(known.code(), verdict, known.reason());
  }
}
