package io.mooring.openstack.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RbdImageTest {

  @Test
  void shouldKnowACloneByItsParent() {
    // When
    RbdImage clone =
        RbdImage.parse(
            "{\"name\":\"volume-1\",\"parent\":{\"pool\":\"openstack-images\",\"image\":\"x\"}}");
    RbdImage plain = RbdImage.parse("{\"name\":\"volume-1\"}");
    RbdImage noise = RbdImage.parse("rbd: error");

    // Then
    assertThat(clone.parentPool()).contains("openstack-images");
    assertThat(plain.parentPool()).isEmpty();
    assertThat(plain.problem()).isEmpty();
    assertThat(noise.problem()).isPresent();
  }
}
