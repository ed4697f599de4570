package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A whole cloud ({@code LAB_CLOUD=full}): Keystone behind a balancer with TLS by a CA of its own,
 * and nova, whose machines live on Ceph. Each test goes on where the one before it ended.
 */
@Tag("full-cloud")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StageExtension.class)
class FullCloudST {
  private static final String COMPUTE = "openstack-compute02";
  private static final String NOVA_CONF = "/etc/nova/nova.conf";
  private static final String LOCAL =
      "/var/lib/nova/instances/8dac896c-59b4-45a7-8cad-016d561992b0";
  private static final Duration LONGEST_PROOF = Duration.ofMinutes(20);

  private final Stage stage;

  FullCloudST(Stage stage) {
    this.stage = stage;
  }

  @Test
  @Order(1)
  void aMachineWithItsDiskOnAComputeStopsTheRunBeforeTheFirstChange() {
    // given
    stage.needPristine();
    stage
        .lab()
        .on(COMPUTE, "mkdir " + LOCAL + " && touch " + LOCAL + "/disk " + LOCAL + "/disk.info");
    String before = nova().get(COMPUTE);

    // when
    Execution apply = apply();

    // then
    assertThat(apply.exit()).as("%s", apply).isEqualTo(1);
    assertThat(apply.text())
        .contains("LOCAL_DISKS", COMPUTE, "8dac896c-59b4-45a7-8cad-016d561992b0 (disk)");
    assertThat(nova().get(COMPUTE)).isEqualTo(before);
    assertThat(stage.lab().on(Lab.CEPH, "ceph osd pool ls")).doesNotContain("openstack-");
    stage.lab().on(COMPUTE, "rm -r " + LOCAL);
  }

  @Test
  @Order(2)
  void machinesBootFromWhatWasTiedTogether() {
    // given
    stage.needOwnPristine();

    // when
    Execution apply = apply();

    // then
    assertThat(apply.exit()).as("%s", apply).isZero();
    Execution proof =
        RunningCommand.start(
                stage.top(),
                Map.of("MOORING_HOME", stage.product().home().toString()),
                "",
                List.of(stage.top().resolve("deploy/lab/prove").toString()))
            .await(LONGEST_PROOF);
    assertThat(proof.exit()).as("%s", proof).isZero();
    assertThat(proof.out())
        .contains(
            "each compute has one of them",
            "a machine has its own disk in openstack-vms",
            "a backup of a volume is in openstack-backups");
  }

  @Test
  @Order(3)
  void aSecondApplyChangesNothing() {
    Execution again = apply();

    assertThat(again.exit()).as("%s", again).isZero();
    assertThat(stage.sagas().steps(stage.sagas().newest()))
        .allSatisfy(
            step ->
                assertThat(step.path("changed").asBoolean(true)).as(Sagas.line(step)).isFalse());
  }

  private Execution apply() {
    String site = stage.lab().verb("site").answer();
    return stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", site, "--watch");
  }

  private Map<String, String> nova() {
    return new NodeFiles(stage.lab()).text(NOVA_CONF, Lab.COMPUTES);
  }
}
