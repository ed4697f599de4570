package io.mooring.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.openstack.api.Answer;
import io.mooring.openstack.unit.Health;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestartCinderStepTest {
  private static final Instant RESTARTED = Instant.parse("2026-11-22T15:56:50Z");
  private static final String SERVICE = "controller01@ceph";

  @Test
  void shouldBelieveAnEntryThatReportedSinceTheRestart() {
    assertThat(judge("up", "\"2026-11-22T15:56:58.000000\"")).isInstanceOf(Health.Healthy.class);
  }

  @Test
  void shouldBelieveANewEntryThatHasNotReportedYet() {
    assertThat(judge("up", "null")).isInstanceOf(Health.Healthy.class);
  }

  @Test
  void shouldNotBelieveAnEntryFromBeforeTheRestart() {
    assertThat(judge("up", "\"2026-11-22T15:56:40.000000\"")).isInstanceOf(Health.NotYet.class);
  }

  @Test
  void shouldWaitForAnEntryThatIsDownOrMissing() {
    assertThat(judge("down", "\"2026-11-22T15:56:58.000000\"")).isInstanceOf(Health.NotYet.class);
    assertThat(RestartCinderStep.judge(answer(200, "{\"services\": []}"), SERVICE, RESTARTED))
        .isInstanceOf(Health.NotYet.class);
    assertThat(RestartCinderStep.judge(answer(503, "busy"), SERVICE, RESTARTED))
        .isInstanceOf(Health.NotYet.class);
  }

  private static Health judge(String state, String updated) {
    String body =
        "{\"services\": [{\"host\": \"%s\", \"state\": \"%s\", \"updated_at\": %s}]}"
            .formatted(SERVICE, state, updated);
    return RestartCinderStep.judge(answer(200, body), SERVICE, RESTARTED);
  }

  private static Answer answer(int status, String body) {
    return new Answer(status, body.getBytes(StandardCharsets.UTF_8));
  }
}
