package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processes that stand still for a while, and go on with what they had in hand. */
@Order(14)
@ExtendWith(StageExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SignalsST {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String COMPUTE = Lab.COMPUTES.getLast();
  private static final String STEP = "define-secret@" + COMPUTE;
  private static final String ORCHESTRATOR = "orchestrator.1";
  private static final int MOST_TRIES = 5;

  private final Stage stage;
  private final LibvirtSecrets secrets;

  SignalsST(Stage stage) {
    this.stage = stage;
    secrets = new LibvirtSecrets(stage.lab());
  }

  @Test
  @Order(1)
  @Tag("fault")
  void anOrchestratorThatStoodStillGoesOnWhereItWas() {
    // given
    stage.needSomeIntegration();
    stage.needTwoLibvirtServices();
    String saga = applyWithoutSecret();
    begun(saga);

    // when
    stage.product().signal(ORCHESTRATOR, "STOP");
    await("what was sent is done meanwhile")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> !secrets.none(COMPUTE));
    stage.product().signal(ORCHESTRATOR, "CONT");

    // then
    succeeds(saga);
    assertThat(stage.sagas().step(saga, STEP).path("attempt").asInt()).isEqualTo(1);
  }

  @Test
  @Order(2)
  @Tag("fault")
  void aNodeRefusesAParticipantThatStoodStillWhileOthersWentOn() {
    // given a participant that stands still before it changes the node
    stage.needSomeIntegration();
    stage.needTwoLibvirtServices();
    StandsStill still = standsStill();
    String saga = still.saga();

    // when another one takes over, and later work was done on the node
    succeeds(saga);
    String later = applyWithoutSecret();
    succeeds(later);
    secrets.remove(COMPUTE);
    stage.product().signal(still.process(), "CONT");

    // then
    await("the event of the one that stood still")
        .atMost(PATIENCE)
        .until(
            () ->
                entries(saga, "event-ignored")
                    .anyMatch(entry -> entry.toString().contains("STALE_EPOCH")));
    assertThat(secrets.none(COMPUTE)).as("the node took nothing from it").isTrue();
    assertThat(stage.sagas().state(saga)).isEqualTo("succeeded");
    succeeds(apply());
  }

  /** A participant that was stopped after it began the step of a saga, and before its change. */
  private record StandsStill(String saga, String process) {}

  /** On a busy machine it may have made its change before it could be stopped: then once more. */
  private StandsStill standsStill() {
    for (int tries = 1; ; tries++) {
      String saga = applyWithoutSecret();
      String process = begun(saga);
      stage.product().signal(process, "STOP");
      if (secrets.none(COMPUTE)) {
        return new StandsStill(saga, process);
      }
      stage.product().signal(process, "CONT");
      succeeds(saga);
      assertThat(tries).as("times that it was too quick to be stopped").isLessThan(MOST_TRIES);
    }
  }

  private String applyWithoutSecret() {
    secrets.remove(COMPUTE);
    return apply();
  }

  private String apply() {
    String site = stage.documents().site().toString();
    return stage.product().command(PATIENCE, "apply", "-f", site, "-o", "name").answer();
  }

  private void succeeds(String saga) {
    Execution watch = stage.product().command(FirstRun.LONGEST_RUN, "watch", saga);
    assertThat(watch.exit()).as("%s", watch).isZero();
  }

  /** Waits until the step has begun; the process that began it. */
  private String begun(String saga) {
    JsonNode entry =
        await("the step begins")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(20))
            .until(() -> entries(saga, "step-started").findFirst(), Optional::isPresent)
            .orElseThrow();
    String instance = entry.at("/detail/instance").asText();
    return Stream.of("libvirt-service.1", "libvirt-service.2")
        .filter(process -> instance.endsWith(String.valueOf(stage.product().pid(process))))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No process of ours is " + instance));
  }

  private Stream<JsonNode> entries(String saga, String type) {
    List<JsonNode> history = stage.sagas().history(saga);
    return history.stream()
        .filter(entry -> entry.path("step").asText().equals(STEP))
        .filter(entry -> entry.path("type").asText().equals(type));
  }
}
