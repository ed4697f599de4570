package io.mooring.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the page of error codes equal to the code; {@code -Dupdate=true} writes it anew. */
class ErrorCodeReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "error-codes.md");
  private static final String HEAD =
      """
      # Error codes

      What can be wrong with a step. Made from `ErrorCode`; a test keeps it so. *Retried automatically*: the step is
      tried again after a pause, as `retry` in the document says, before it needs a person.

      | code | who has to act | retried automatically | what to do |
      |---|---|---|---|
      """;

  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    // Given
    String page =
        HEAD
            + Arrays.stream(ErrorCode.values())
                .map(ErrorCodeReferenceTest::row)
                .collect(Collectors.joining());
    if (Boolean.getBoolean("update")) {
      Files.writeString(PAGE, page);
    }

    // When
    String written = Files.readString(PAGE);

    // Then
    assertThat(written).isEqualTo(page);
  }

  private static String row(ErrorCode code) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            code.name(),
            code.category().name().toLowerCase(Locale.ROOT),
            code.retryable() ? "yes" : "no",
            code.next());
  }
}
