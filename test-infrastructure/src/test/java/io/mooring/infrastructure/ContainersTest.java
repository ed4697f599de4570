package io.mooring.infrastructure;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ContainersTest {
  @Test
  void saysThatNoEngineAnswersAndHowToStartOne() {
    // given
    Supplier<DockerClient> none =
        () -> {
          throw new IllegalStateException("Could not find a valid Docker environment");
        };

    // when, then
    assertThatThrownBy(() -> Containers.require(none))
        .isInstanceOf(NoContainerEngine.class)
        .hasMessageContaining("no Docker engine answers")
        .hasMessageContaining("./mooring test --containers")
        .hasMessageContaining("podman system service")
        .hasMessageContaining("export DOCKER_HOST=")
        .hasMessageContaining("deploy/images/build")
        .hasMessageContaining("Could not find a valid Docker environment");
  }
}
