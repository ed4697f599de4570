package io.mooring.cli.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is rehearsed is what people get: real words, no refusal but of what is mistyped. */
class RehearsalIT {
  static Stream<Rehearsal.Call> calls() {
    return Rehearsal.CALLS.stream();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void eachCallEndsAsItShouldAndSaysSomethingOfWhatItIsAskedFor(Rehearsal.Call call)
      throws IOException {
    // given
    ByteArrayOutputStream said = new ByteArrayOutputStream();

    // when
    int code;
    try (Rehearsal rehearsal = new Rehearsal()) {
      code = rehearsal.run(said, call);
    }

    // then
    assertThat(code).isEqualTo(call.exit());
    assertThat(said.toString(StandardCharsets.UTF_8)).contains(call.said());
  }
}
