package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a later run does to services of an integrated cloud that are slow, stopped or down. */
@Order(11)
@ExtendWith(StageExtension.class)
class RestartsST {
  private static final String FIRST = Lab.CONTROLLERS.get(0);
  private static final String SECOND = Lab.CONTROLLERS.get(1);
  private static final String THIRD = Lab.CONTROLLERS.get(2);
  private static final String TOUCH = "touch /etc/ceph/ceph.conf";

  /** Stops every worker of glance as soon as it is there. */
  private static final String SLOW =
      "systemd-run --quiet --unit=st-slow bash -c 'while sleep 0.1; do"
          + " pkill -STOP -P $(systemctl show -p MainPID --value glance-api); done'";

  private static final String SLOW_NO_MORE =
      "systemctl stop st-slow;"
          + " pkill -CONT -P $(systemctl show -p MainPID --value glance-api) || true";

  private final Stage stage;
  private final NodeFiles nodes;

  RestartsST(Stage stage) {
    this.stage = stage;
    nodes = new NodeFiles(stage.lab());
  }

  @BeforeEach
  void integrated() {
    stage.needSomeIntegration();
  }

  @Test
  void aGlanceThatIsSlowOnceKeepsItsIntegratedFile() {
    // given
    Map<String, String> before = nodes.text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS);
    Map<String, String> others = nodes.units(List.of(SECOND, THIRD));
    stage.lab().on(FIRST, TOUCH + "; " + SLOW);

    // when
    Execution apply = apply("15s");
    stage.lab().on(FIRST, SLOW_NO_MORE);

    // then
    assertThat(apply.exit()).as("%s", apply).isEqualTo(1);
    JsonNode error = error("restart-glance@" + FIRST);
    assertThat(error.path("code").asText()).as("%s", error).isEqualTo("SERVICE_UNHEALTHY");
    assertThat(error.path("message").asText())
        .contains("this saga did not write it", "journalctl -u glance-api.service:");
    assertThat(nodes.text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS)).isEqualTo(before);
    assertThat(before.get(FIRST)).contains("stores = rbd");
    assertThat(NodeFiles.differences(others, nodes.units(List.of(SECOND, THIRD)))).isEmpty();
    retrySucceeds();
  }

  @Test
  void aStoppedCinderVolumeStaysStoppedAndIsReported() {
    // given
    stage.lab().on(SECOND, "systemctl stop cinder-volume");

    // when
    Execution apply = apply();

    // then
    assertThat(apply.exit()).as("%s", apply).isEqualTo(1);
    JsonNode error = error("restart-cinder@" + SECOND);
    assertThat(error.path("code").asText()).as("%s", error).isEqualTo("SERVICE_STOPPED");
    assertThat(error.path("message").asText()).contains("cinder-volume.service");
    assertThat(error.path("next").asText()).contains("systemctl start", "leave it as it is");
    assertThat(stage.lab().on(SECOND, "systemctl is-active cinder-volume || true"))
        .isEqualTo("inactive");
    stage.lab().on(SECOND, "systemctl start cinder-volume");
    retrySucceeds();
  }

  @Test
  void aGlanceThatIsDownSparesTheOthers() {
    // given
    stage.lab().on(THIRD, "systemctl stop glance-api");
    stage.lab().on(FIRST, TOUCH);
    stage.lab().on(SECOND, TOUCH);
    Map<String, String> units = nodes.units(Lab.CONTROLLERS);

    // when
    Execution apply = apply();

    // then
    assertThat(apply.exit()).as("%s", apply).isEqualTo(1);
    JsonNode error = error("restart-glance@" + FIRST);
    assertThat(error.path("code").asText()).as("%s", error).isEqualTo("SERVICE_DOWN_ELSEWHERE");
    assertThat(error.path("message").asText()).contains(THIRD);
    assertThat(NodeFiles.differences(units, nodes.units(Lab.CONTROLLERS))).isEmpty();
    stage.lab().on(THIRD, "systemctl start glance-api");
    retrySucceeds();
  }

  @Test
  void aNodeWhoseUptimeIsAContainersOwnIsNotRestartedForIt() {
    // given that no restart is due, whatever other tests left
    assertThat(apply().exit()).isZero();
    Map<String, String> units = nodes.units(Lab.CONTROLLERS);
    for (String controller : Lab.CONTROLLERS) {
      stage
          .lab()
          .on(
              controller,
              "echo 5.00 5.00 > /run/st-uptime && mount --bind /run/st-uptime /proc/uptime");
    }

    // when
    Execution apply = apply();
    Lab.CONTROLLERS.forEach(controller -> stage.lab().on(controller, "umount /proc/uptime"));

    // then
    assertThat(apply.exit()).as("%s", apply).isZero();
    assertThat(NodeFiles.differences(units, nodes.units(Lab.CONTROLLERS))).isEmpty();
  }

  private Execution apply() {
    return apply("120s");
  }

  /** Without automatic retries, and with a gate that waits no longer than this. */
  private Execution apply(String timeout) {
    ObjectNode document =
        stage.documents().with("/retry/attempts", Api.JSON.getNodeFactory().numberNode(1));
    ((ObjectNode) document.path("restart")).put("timeout", timeout);
    String file = stage.documents().file("restarts", document).toString();
    return stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", file, "--watch");
  }

  /** The error of a step's look, which comes before anything is changed, or of the step itself. */
  private JsonNode error(String step) {
    String saga = stage.sagas().newest();
    JsonNode look = stage.sagas().step(saga, "inspect-" + step).path("error");
    return look.path("code").isMissingNode() ? stage.sagas().step(saga, step).path("error") : look;
  }

  private void retrySucceeds() {
    Lab.CONTROLLERS.forEach(node -> stage.lab().on(node, "systemctl is-active glance-api"));
    // Glance's port opens some seconds after its start.
    Lab.CONTROLLERS.forEach(
        node ->
            stage
                .lab()
                .on(
                    node,
                    "timeout 60 bash -c 'until (: < /dev/tcp/127.0.0.1/9292); do sleep 1; done'"
                        + " 2>&1"));
    Execution retry = stage.product().command(FirstRun.LONGEST_RUN, "retry", "--watch");
    assertThat(retry.exit()).as("%s", retry).isZero();
  }
}
