package io.mooring.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error-codes.json",
        "integration.json",
        "integrations.json",
        "saga.json",
        "step.json",
        "steps.json"
      })
  void readsWhatAMooringAnswersAsJacksonDoes(String answer) throws IOException {
    // given
    String text;
    try (InputStream recorded =
        getClass().getResourceAsStream("/io/mooring/cli/rehearsal/" + answer)) {
      text = new String(recorded.readAllBytes(), StandardCharsets.UTF_8);
    }

    // when
    JsonNode tree = Json.parse(text);

    // then
    assertThat(tree).isNotEmpty().isEqualTo(JACKSON.readTree(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "[[], {}, [1]]",
        "{\"a\": {\"b\": [true, false, null, \"\\u00e4 \\n\"]}, \"c\": 2147483648}",
        "[0, -1, 9223372036854775807, 9223372036854775808, 1.5, -2e300]",
        "{\"a\": 1, \"a\": 2}"
      })
  void readsEachKindOfValueAsJacksonDoes(String text) throws IOException {
    assertThat(Json.parse(text)).isEqualTo(JACKSON.readTree(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1", "}", "{\"a\" 1}", "<html>", "{\"a\": nul}"})
  void refusesWhatIsNoJson(String text) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not JSON: ");
  }
}
