package io.mooring.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.cli.api.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownViewTest {
  @Test
  void alikeOnManyNodesIsSaidOnce() {
    assertThat(
            UnknownView.sentences(
                List.of(
                    unknown("check-node@c01", "c01 (10.0.0.1 port 22) cannot be reached."),
                    unknown("check-node@c02", "c02 (10.0.0.2 port 22) cannot be reached."),
                    unknown("place-conf@c01", "It will be known when check-node@c01 is done."),
                    unknown(
                        "place-conf@c02",
                        "It will be known when check-node@c02 and check-cluster@mon is done."),
                    unknown("place-conf@c03", "It will be known when check-node@c03 is done."))))
        .containsExactly(
            "check-node on c[01-02]: c01 (10.0.0.1 port 22) cannot be reached.",
            "place-conf on c[01,03]: known when check-node is done.",
            "place-conf@c02: known when check-node and check-cluster are done.");
  }

  @Test
  void whatDiffersIsSaidOneByOne() {
    assertThat(
            UnknownView.sentences(
                List.of(
                    unknown("create-pool:images@mon", "It was left out."),
                    unknown("create-pool:vms@mon", "It was left out."),
                    unknown("check-node@c01", "c01 does not answer."),
                    unknown("check-node@c02", "c02 has no room."))))
        .containsExactly(
            "create-pool:images@mon: It was left out.",
            "create-pool:vms@mon: It was left out.",
            "check-node@c01: c01 does not answer.",
            "check-node@c02: c02 has no room.");
  }

  private static Plan.Unknown unknown(String step, String reason) {
    return new Plan.Unknown(step, reason);
  }
}
