package io.mooring.openstack.nova;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.openstack.api.Answer;
import io.mooring.openstack.unit.Health;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestartNovaStepTest {
  private static final Instant RESTARTED = Instant.parse("2026-11-22T15:56:50Z");
  private static final String HOST = "compute01";

  @Test
  void shouldBelieveAComputeThatReportedSinceTheRestart() {
    assertThat(judge("up", "\"2026-11-22T15:56:58.000000\"")).isInstanceOf(Health.Healthy.class);
    assertThat(judge("up", "null")).isInstanceOf(Health.Healthy.class);
  }

  @Test
  void shouldWaitForAComputeThatHasNotReportedYetOrIsDown() {
    assertThat(judge("up", "\"2026-11-22T15:56:40.000000\"")).isInstanceOf(Health.NotYet.class);
    assertThat(judge("down", "\"2026-11-22T15:56:58.000000\"")).isInstanceOf(Health.NotYet.class);
  }

  @Test
  void shouldWaitForAnApiThatKnowsTheCompute() {
    assertThat(RestartNovaStep.judge(answer(200, "{\"services\": []}"), HOST, RESTARTED))
        .isEqualTo(new Health.NotYet("nova-compute on compute01 is not registered with nova"));
    assertThat(RestartNovaStep.judge(answer(403, "policy"), HOST, RESTARTED))
        .isInstanceOf(Health.NotYet.class);
  }

  private static Health judge(String state, String updated) {
    String body =
        """
        {"services": [{"binary": "nova-compute", "host": "%s", "state": "%s", "updated_at": %s}]}
        """
            .formatted(HOST, state, updated);
    return RestartNovaStep.judge(answer(200, body), HOST, RESTARTED);
  }

  private static Answer answer(int status, String body) {
    return new Answer(status, body.getBytes(StandardCharsets.UTF_8));
  }
}
