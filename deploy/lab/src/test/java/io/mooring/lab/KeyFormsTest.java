package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFormsTest {
  private static final String KEY = "AQBv+8FmAAAAABAA9Q/zkqXUgk+1lqY2bN0nAw==";

  private final KeyForms key = new KeyForms("client.x", KEY);

  @Test
  void findsItAsItIs() {
    assertThat(key.foundIn(place("key = " + KEY))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "us", "use"})
  void findsItsTextInBase64(String before) {
    String text = before + KEY + " or so";
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));

    assertThat(key.foundIn(place(encoded))).isNotEmpty();
  }

  @Test
  void findsItInHex() {
    String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(KEY));

    assertThat(key.foundIn(place(hex))).isNotEmpty();
  }

  @Test
  void findsItInBytes() {
    assertThat(key.foundIn(new Place("bytes", Base64.getDecoder().decode(KEY)))).isNotEmpty();
  }

  @Test
  void findsNothingElse() {
    assertThat(key.foundIn(place("key = AQBv+8FmAAAAABAAother=="))).isEmpty();
  }

  private static Place place(String text) {
    return new Place("text", text.getBytes(StandardCharsets.UTF_8));
  }
}
