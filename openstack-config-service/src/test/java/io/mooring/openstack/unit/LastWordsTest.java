package io.mooring.openstack.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastWordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transport_url=rabbit://openstack:hush@10.0.0.1:5672/",
        "ERROR glance password=hush, retrying",
        "'admin_token': 'hush'",
        "X-Auth-Token: hush",
        "key = hush",
      })
  void shouldHideSecrets(String line) {
    assertThat(LastWords.shown(line)).doesNotContain("hush").contains("******");
  }

  @Test
  void shouldKeepWhatIsNoSecret() {
    String line = "ERROR glance.common.wsgi rados.ObjectNotFound: [errno 2] error opening pool";

    assertThat(LastWords.shown(line)).isEqualTo(line);
  }

  @Test
  void shouldBoundWhatItTells() {
    // Given
    String flood =
        IntStream.range(0, 1000)
            .mapToObj(number -> number + " " + "x".repeat(10_000))
            .collect(Collectors.joining("\n"));

    // When
    String shown = LastWords.shown(flood);

    // Then
    assertThat(shown.length()).isLessThan(5_100);
    assertThat(shown.lines().toList().getLast()).startsWith("999 x").endsWith("…");
  }
}
