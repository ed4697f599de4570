package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An image that is elsewhere than in Ceph stops the run before the first controller is changed. */
@Order(9)
@ExtendWith(StageExtension.class)
class ExistingImagesST {
  private final Stage stage;

  ExistingImagesST(Stage stage) {
    this.stage = stage;
  }

  @Test
  void anImageOnTheSecondControllerStopsBeforeTheFirstIsChanged() {
    // given
    stage.needOwnPristine();
    new Images(Lab.CONTROLLERS.get(1)).upload("st-old", new byte[] {1, 2, 3});
    NodeFiles nodes = new NodeFiles(stage.lab());
    Map<String, String> files = nodes.text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS);
    Map<String, String> units = nodes.units(Lab.CONTROLLERS);

    // when
    String site = stage.documents().site().toString();
    Execution apply = stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", site, "--watch");

    // then
    assertThat(apply.exit()).as("%s", apply).isEqualTo(1);
    String saga = stage.sagas().newest();
    for (String controller : Lab.CONTROLLERS) {
      JsonNode error = stage.sagas().step(saga, "check-images@" + controller).path("error");
      assertThat(error.path("code").asText()).isEqualTo("EXISTING_IMAGES");
      assertThat(error.path("message").asText()).contains("1 image(s) in the store file");
    }
    assertThat(nodes.text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS)).isEqualTo(files);
    assertThat(NodeFiles.differences(units, nodes.units(Lab.CONTROLLERS))).isEmpty();
    stage.nowRefused();
  }
}
