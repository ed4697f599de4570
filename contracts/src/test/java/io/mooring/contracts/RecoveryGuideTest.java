package io.mooring.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How to recover is told for each code that an incident can have, in the words of the code. */
class RecoveryGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "how-to", "recover.md");
  private static final String HEAD = "\n## `";

  @Test
  void thereIsASectionForEachCodeInTheOrderOfTheReference() throws IOException {
    // Given
    String[] codes = Arrays.stream(ErrorCode.values()).map(Enum::name).toArray(String[]::new);

    // When
    Map<String, String> sections = sections();

    // Then
    assertThat(sections).containsOnlyKeys(codes);
    assertThat(sections.keySet()).containsExactly(codes);
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void aSectionSaysWhatIsSeenWhatToLookAtAndWhatToDo(ErrorCode code) throws IOException {
    // When
    String section = sections().get(code.name());

    // Then
    assertThat(section).contains("\n> ").contains(code.next());
    assertThat(section.lines().filter(line -> line.startsWith("- "))).hasSizeGreaterThan(1);
  }

  private static Map<String, String> sections() throws IOException {
    String[] parts = Files.readString(PAGE).split(HEAD);
    Map<String, String> sections = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int end = parts[i].indexOf('`');
      sections.put(parts[i].substring(0, end), parts[i].substring(end + 1));
    }
    return sections;
  }
}
