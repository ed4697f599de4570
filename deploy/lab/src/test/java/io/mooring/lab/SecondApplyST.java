package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is right already stays untouched. */
@Order(5)
@ExtendWith(StageExtension.class)
class SecondApplyST {
  private final Stage stage;

  SecondApplyST(Stage stage) {
    this.stage = stage;
  }

  @Test
  void aSecondApplyChangesNothingAndRestartsNothing() {
    // given
    FirstRun first = stage.needIntegrated();
    NodeFiles nodes = new NodeFiles(stage.lab());
    Map<String, String> files = nodes.everything(NodeFiles.INTEGRATED, Lab.NODES);
    Map<String, String> units = nodes.units(Lab.NODES);
    String users = stage.lab().on(Lab.CEPH, "ceph auth ls 2>/dev/null | sha256sum");
    String pools = stage.lab().on(Lab.CEPH, "ceph osd pool ls");

    // when
    String site = stage.documents().site().toString();
    Execution apply = stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", site, "--watch");

    // then
    assertThat(apply.exit()).as("%s", apply).isZero();
    String saga = stage.sagas().newest();
    assertThat(saga).isNotEqualTo(first.saga());
    assertThat(stage.sagas().steps(saga))
        .allSatisfy(
            step -> {
              assertThat(step.path("state").asText()).as(Sagas.line(step)).isEqualTo("succeeded");
              assertThat(step.path("changed").asBoolean(true)).as(Sagas.line(step)).isFalse();
              assertThat(step.path("changes")).as(Sagas.line(step)).isEmpty();
            });
    assertThat(NodeFiles.differences(units, nodes.units(Lab.NODES))).as("units").isEmpty();
    assertThat(NodeFiles.differences(files, nodes.everything(NodeFiles.INTEGRATED, Lab.NODES)))
        .as("files")
        .isEmpty();
    assertThat(stage.lab().on(Lab.CEPH, "ceph auth ls 2>/dev/null | sha256sum")).isEqualTo(users);
    assertThat(stage.lab().on(Lab.CEPH, "ceph osd pool ls")).isEqualTo(pools);
    assertThat(stage.api().read("/api/v1/integrations/lab").path("generation").asInt())
        .as("generation of an unchanged document")
        .isEqualTo(1);
  }
}
