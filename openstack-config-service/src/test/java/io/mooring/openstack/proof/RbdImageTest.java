package io.mooring.openstack.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.PoolName;
import java.util.Optional;
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

  @Test
  void shouldTellWhereTheDataIs() {
    // Given
    RbdImage apart = RbdImage.parse("{\"name\":\"volume-1\",\"data_pool\":\"volumes-data\"}");
    RbdImage plain = RbdImage.parse("{\"name\":\"volume-1\"}");
    Optional<PoolName> data = Optional.of(new PoolName("volumes-data"));

    // Then
    assertThat(apart.problemOutside(data)).isEmpty();
    assertThat(apart.problemOutside(Optional.empty())).isEmpty();
    assertThat(apart.problemOutside(Optional.of(new PoolName("other"))))
        .contains("its data is in pool volumes-data, not in pool other");
    assertThat(plain.problemOutside(data))
        .contains("its data is where it is itself, not in pool volumes-data");
  }
}
