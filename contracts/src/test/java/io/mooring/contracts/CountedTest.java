package io.mooring.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {
  @Test
  void oneThingIsSingular() {
    assertThat(Counted.of(1, "image")).hasToString("1 image");
    assertThat(Counted.of(1, "image").with("is", "are")).isEqualTo("1 image is");
    assertThat(Counted.of(1, "image").either("its", "their")).isEqualTo("its");
  }

  @Test
  void severalAndNoneArePlural() {
    assertThat(Counted.of(2, "image").with("is", "are")).isEqualTo("2 images are");
    assertThat(Counted.of(0, "image").with("is", "are")).isEqualTo("0 images are");
    assertThat(Counted.of(2, "role").noun()).isEqualTo("roles");
  }

  @Test
  void aThingMayHaveItsOwnPlural() {
    assertThat(new Counted(3, "entry", "entries")).hasToString("3 entries");
  }
}
