package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a later run does to services of an integrated cloud that are slow, stopped or down. */
@Order(11)
@Tag("long")
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

  /** Kills glance at some age while it has the larger chunks. */
  private static final String DYING =
      """
      mkdir -p /run/systemd/system/glance-api.service.d
      printf '[Unit]\\nStartLimitIntervalSec=0\\n[Service]\\nRestart=%s\\nRestartSec=100ms\\n' \
        > /run/systemd/system/glance-api.service.d/st.conf
      systemctl daemon-reload
      cat > /run/st-dying <<'EOF'
      file=/etc/glance/glance-api.conf
      while sleep 0.2; do
        grep -q '^rbd_store_chunk_size = 16' $file || continue
        pid=$(systemctl show -p MainPID --value glance-api)
        age=$(ps -o etimes= -p $pid) || continue
        if [ $age -ge %d ] && [ $(($(date +%%s) - age)) -ge $(stat -c %%Y $file) ]; then
          kill -9 $pid
        fi
      done
      EOF
      systemd-run --quiet --unit=st-dying bash /run/st-dying
      """;

  private static final String DYING_NO_MORE =
      "systemctl stop st-dying; rm -r /run/systemd/system/glance-api.service.d;"
          + " systemctl daemon-reload";

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

    // and once it is skipped, the rest goes on
    glancesAnswer();
    Execution skip =
        order("skip", "restart-glance@" + FIRST, "--in", "lab", "--why", "it was a bad moment");
    assertThat(skip.exit()).as("%s", skip).isZero();
    assertThat(step("restart-glance@" + FIRST).path("state").asText()).isEqualTo("skipped");
    assertThat(stage.sagas().history(stage.sagas().newest()).toString())
        .contains("it was a bad moment");
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

    // and once somebody decided to leave it, nobody is asked again
    String look = "inspect-restart-cinder@" + SECOND;
    Execution resolve = order("resolve", look, "leave", "--in", "lab", "--why", "maintenance");
    assertThat(resolve.exit()).as("%s", resolve).isZero();
    Execution next = apply();
    assertThat(next.exit()).as("remembered: %s", next).isZero();
    assertThat(stage.lab().on(SECOND, "systemctl is-active cinder-volume || true"))
        .isEqualTo("inactive");
    stage.lab().on(SECOND, "systemctl start cinder-volume");
  }

  @Test
  @Tag("fault")
  void aGlanceThatDiesLaterOrAgainAndAgainGetsItsFormerFileBack() {
    // given a glance that lives for five seconds with the new file
    Map<String, String> before = nodes.text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS);
    Map<String, String> others = nodes.units(List.of(SECOND, THIRD));
    stage.lab().on(FIRST, dying("no", 5));

    // when
    Execution apply = apply(larger());
    stage.lab().on(FIRST, DYING_NO_MORE);

    // then
    assertThat(apply.exit()).as("%s", apply).isEqualTo(1);
    JsonNode died = error("restart-glance@" + FIRST);
    assertThat(died.path("code").asText()).as("%s", died).isEqualTo("SERVICE_UNHEALTHY");
    assertThat(nodes.text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS)).isEqualTo(before);
    glancesAnswer();

    // and when systemd starts it again and again
    stage.lab().on(FIRST, dying("always", 1));
    Execution retry = order("retry", "lab");
    stage.lab().on(FIRST, DYING_NO_MORE);

    // then
    assertThat(retry.exit()).as("%s", retry).isEqualTo(1);
    JsonNode looped = error("restart-glance@" + FIRST);
    assertThat(looped.path("code").asText()).as("%s", looped).isEqualTo("SERVICE_UNHEALTHY");
    assertThat(nodes.text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS)).isEqualTo(before);
    assertThat(NodeFiles.differences(others, nodes.units(List.of(SECOND, THIRD))))
        .as("no other controller was touched")
        .isEmpty();
    glancesAnswer();
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

  private static String dying(String restart, int seconds) {
    return DYING.formatted(restart, seconds);
  }

  private Execution apply() {
    return apply(impatient());
  }

  private Execution apply(String timeout) {
    ObjectNode document = impatient();
    ((ObjectNode) document.path("restart")).put("timeout", timeout);
    return apply(document);
  }

  private Execution apply(ObjectNode document) {
    String file = stage.documents().file("restarts", document).toString();
    return stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", file, "--watch");
  }

  /** Without automatic retries. */
  private ObjectNode impatient() {
    return stage.documents().with("/retry/attempts", Api.JSON.getNodeFactory().numberNode(1));
  }

  /** Something to restart for, and a window in which a death after five seconds is seen. */
  private ObjectNode larger() {
    ObjectNode document = impatient();
    document.withObject("/glance").put("chunkMebibytes", 16);
    document.withObject("/restart").put("stabilityWindow", "8s");
    return document;
  }

  private Execution order(String... words) {
    String[] watched = Stream.concat(Stream.of(words), Stream.of("--watch")).toArray(String[]::new);
    return stage.product().command(FirstRun.LONGEST_RUN, watched);
  }

  /** The error of a step's look, which comes before anything is changed, or of the step itself. */
  private JsonNode error(String step) {
    JsonNode look = step("inspect-" + step).path("error");
    return look.path("code").isMissingNode() ? step(step).path("error") : look;
  }

  private JsonNode step(String name) {
    return stage.sagas().step(stage.sagas().newest(), name);
  }

  private void retrySucceeds() {
    glancesAnswer();
    Execution retry = order("retry", "lab");
    assertThat(retry.exit()).as("%s", retry).isZero();
  }

  /** Glance's port opens some seconds after its start. */
  private void glancesAnswer() {
    for (String node : Lab.CONTROLLERS) {
      stage.lab().on(node, "systemctl is-active glance-api");
      stage
          .lab()
          .on(
              node,
              "timeout 60 bash -c 'until (: < /dev/tcp/127.0.0.1/9292); do sleep 1; done'"
                  + " 2>&1");
    }
  }
}
