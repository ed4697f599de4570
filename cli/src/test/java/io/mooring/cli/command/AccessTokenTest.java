package io.mooring.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8480", "http://localhost", "http://[::1]:8480"})
  void theTokenOfThisMachineIsForThisMachine(String server) throws IOException {
    Files.writeString(home.resolve("token"), "of-this-machine\n");

    assertThat(AccessToken.find(Map.of("MOORING_HOME", home.toString()), URI.create(server)))
        .contains("of-this-machine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://mooring.example", "http://127.0.0.1.evil.example:8480"})
  void noOtherServerGetsIt(String server) throws IOException {
    Files.writeString(home.resolve("token"), "of-this-machine\n");

    assertThat(AccessToken.find(Map.of("MOORING_HOME", home.toString()), URI.create(server)))
        .isEmpty();
  }

  @Test
  void whatWasGivenGoesToWhateverServerWasNamed() {
    assertThat(
            AccessToken.find(
                Map.of("MOORING_TOKEN", " given "), URI.create("https://mooring.example")))
        .contains("given");
  }
}
