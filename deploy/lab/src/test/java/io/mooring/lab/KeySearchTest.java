package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySearchTest {
  private static final String KEY = "AQBv+8FmAAAAABAA9Q/zkqXUgk+1lqY2bN0nAw==";

  private final KeySearch search = new KeySearch(List.of(new KeyForms("client.x", KEY)));

  @Test
  void findsItAsItIs() {
    assertThat(search.foundIn(places("key = " + KEY))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "us", "use"})
  void findsItsTextInBase64(String before) {
    String text = before + KEY + " or so";
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));

    assertThat(search.foundIn(places(encoded))).isNotEmpty();
  }

  @Test
  void findsItInHex() {
    String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(KEY));

    assertThat(search.foundIn(places(hex))).isNotEmpty();
  }

  @Test
  void findsItInBytes() {
    assertThat(search.foundIn(Stream.of(new Place("bytes", Base64.getDecoder().decode(KEY)))))
        .isNotEmpty();
  }

  @Test
  void findsNothingElse() {
    assertThat(search.foundIn(places("key = AQBv+8FmAAAAABAAother=="))).isEmpty();
  }

  private static Stream<Place> places(String text) {
    return Stream.of(new Place("text", text.getBytes(StandardCharsets.UTF_8)));
  }
}
