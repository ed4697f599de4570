package io.mooring.cli.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is rehearsed is what people get: real words, not a refusal. */
class RehearsalIT {
  static Stream<List<String>> calls() {
    return Rehearsal.CALLS.stream();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void eachCallSucceedsAndSaysSomethingOfWhatItIsAskedFor(List<String> call) throws IOException {
    // given
    ByteArrayOutputStream said = new ByteArrayOutputStream();

    // when
    int code;
    try (Rehearsal rehearsal = new Rehearsal()) {
      code = rehearsal.run(said, call);
    }

    // then
    assertThat(code).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .containsAnyOf("site", "check-node", "HOST_KEY_UNKNOWN");
  }
}
