package io.mooring.orchestrator.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SourceTest {

  static Stream<Arguments> malformed() {
    return Map.ofEntries(
            Map.entry("empty", ""),
            Map.entry("field-twice", "a: 1\nb: 2\na: 3\n"),
            Map.entry("alias", "a: *x\n"),
            Map.entry("anchor", "a: &x [1]\n"),
            Map.entry("tag", "a: !!javax.script.ScriptEngineManager [x]\n"),
            Map.entry("several-documents", "a: 1\n---\nb: 2\n"),
            Map.entry("not-an-object", "- a\n"),
            Map.entry("not-yaml", "a: [1\n"),
            Map.entry("not-json", "{\"a\": 1} trailing"),
            Map.entry("too-deep", "a: " + "[".repeat(5000)),
            Map.entry("field-name", "? [a, b]\n: 1\n"))
        .entrySet()
        .stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatIsAmbiguousOrDangerous(String code, String text) {
    Source source = Source.of(text.getBytes(UTF_8));

    assertThat(source).isInstanceOf(Source.Malformed.class);
    assertThat(((Source.Malformed) source).violations()).extracting(Violation::code).contains(code);
  }

  @Test
  void refusesAFieldThatIsTwiceInJson() {
    assertThat(Source.of("{\"a\": 1, \"a\": 2}".getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            Source.Malformed.class,
            malformed ->
                assertThat(malformed.violations().getFirst().code()).isEqualTo("field-twice"));
  }

  @Test
  void refusesWhatIsTooBigOrNotUtf8() {
    byte[] big = "a: b\n".repeat(60_000).getBytes(UTF_8);
    byte[] latin1 = {'a', ':', ' ', (byte) 0xe4};

    assertThat(Source.of(big))
        .hasToString(Source.of(big).toString())
        .isInstanceOf(Source.Malformed.class);
    assertThat(Source.of(big).toString()).contains("too-big");
    assertThat(Source.of(latin1).toString()).contains("not-utf-8");
  }

  @Test
  void readsScalarsLikeJson() {
    Source.Tree tree =
        (Source.Tree)
            Source.of(
                "a: yes\nb: 010\nc: 10\nd: true\ne: ~\nf: '7'\ng: 1.5\nh: 5s\ni:\n"
                    .getBytes(UTF_8));

    assertThat(tree.root().toString())
        .isEqualTo(
            "{\"a\":\"yes\",\"b\":\"010\",\"c\":10,\"d\":true,\"e\":null,\"f\":\"7\",\"g\":1.5,\"h\":\"5s\",\"i\":null}");
  }

  @Test
  void keepsFieldsWithoutAValueSoThatUnknownOnesCanBeNamed() {
    assertThat(Source.of("{\"a\": null, \"b\": {\"c\": null}}".getBytes(UTF_8)).toString())
        .contains("{\"a\":null,\"b\":{\"c\":null}}");
  }
}
