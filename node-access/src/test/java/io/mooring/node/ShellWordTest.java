package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Quoting against the real shells of this machine, with any bytes but NUL. */
class ShellWordTest {

  @Property(tries = 150)
  void everyShellReadsBackTheSameBytes(@ForAll("texts") List<String> texts)
      throws IOException, InterruptedException {
    for (String shell : List.of("sh", "bash")) {
      // given: each char stands for one byte
      String line = "printf '%s\\001' " + ShellWord.line(texts);

      // when
      Process process = new ProcessBuilder(shell).start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(line.getBytes(StandardCharsets.ISO_8859_1));
      }
      byte[] output = process.getInputStream().readAllBytes();

      // then
      assertThat(process.waitFor()).isZero();
      assertThat(new String(output, StandardCharsets.ISO_8859_1))
          .isEqualTo(String.join("\1", texts) + "\1");
    }
  }

  @Example
  void refusesWhatNoArgumentCanHold() {
    assertThatThrownBy(() -> ShellWord.quote("a\0b")).isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.strings()
        .withCharRange('\1', '\377')
        .withChars("'\"\\$`!\n ")
        .ofMaxLength(40)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }
}
