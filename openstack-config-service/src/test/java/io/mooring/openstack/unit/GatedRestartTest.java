package io.mooring.openstack.unit;

import static io.mooring.openstack.unit.Found.FILE;
import static io.mooring.openstack.unit.Found.UNIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.RestartGate;
import io.mooring.node.WriteResult;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.Dispatches;
import io.mooring.openstack.ScriptedNode;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.StepContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GatedRestartTest {
  private static final HealthProbe SILENT = (report, since) -> new Health.NotYet("no answer");
  private static final PeerProbe PEERS = (peer, layout) -> new Health.Healthy();
  private static final HealthProbe ANSWERS = (report, since) -> new Health.Healthy();
  private final Restart restart = Found.restart(ServiceKind.GLANCE_API);
  private final GatedRestart gated =
      new GatedRestart(new HealthGate(Clock.systemUTC()), Clock.systemUTC());
  private final ScriptedNode node =
      new ScriptedNode("controller01")
          .says("restart " + UNIT, "")
          .says("look at glance-api", Found.look(UNIT, "active", "enabled"))
          .says(
              "read the log of " + UNIT,
              "journalctl -u glance-api.service:\nconnection = mysql://glance:hidden@db\nKilled\n");

  @Test
  void shouldRestartOnceWhenTheServiceAnswers() {
    // When
    Outcome outcome = gated.restart(context(), restart, found(), due(), ANSWERS);

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    assertThat(node.ran()).containsOnlyOnce("restart " + UNIT);
    assertThat(node.ran()).doesNotContain("restore " + FILE);
  }

  @Test
  void shouldNotRestartAServiceThatWouldNotStartAgain() {
    // Given
    node.has(FILE, "[DEFAULT]\ndebug = true\na line without its sign\n");

    // When
    List<Outcome> outcomes =
        List.of(
            gated.restart(context(), restart, found(), due(), ANSWERS),
            gated.undo(context(), restart, PEERS, ANSWERS));

    // Then
    assertThat(outcomes)
        .allSatisfy(
            outcome ->
                assertThat(outcome)
                    .asInstanceOf(type(Outcome.Failed.class))
                    .satisfies(
                        failed -> {
                          assertThat(failed.code()).isEqualTo(ErrorCode.CONFIGURATION_UNREADABLE);
                          assertThat(failed.message())
                              .contains(UNIT + " on controller01 is not restarted")
                              .contains(FILE + " line 3")
                              .contains("It still runs as it started.");
                          assertThat(failed.changes()).isEmpty();
                        }));
    assertThat(node.ran()).doesNotContain("restart " + UNIT);
  }

  @Test
  void shouldPutTheFormerFileBackThatThisSagaReplaced() {
    // Given
    node.restores(new WriteResult.Written());

    // When
    Outcome outcome = gated.restart(context(), restart, found(), due(), SILENT);

    // Then
    assertThat(outcome)
        .asInstanceOf(type(Outcome.Failed.class))
        .satisfies(
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.SERVICE_UNHEALTHY);
              assertThat(failed.message()).contains("its former configuration and runs");
              assertThat(failed.changes())
                  .extracting(Change::kind)
                  .containsExactly(Change.Kind.UPDATE, Change.Kind.RESTART);
            });
    assertThat(Collections.frequency(node.ran(), "restart " + UNIT)).isEqualTo(2);
  }

  @Test
  void shouldRestartWithTheFileThatIsThereWhenThisSagaDidNotWriteIt() {
    // Given
    node.restores(new WriteResult.NotOurs());

    // When
    Outcome outcome = gated.restart(context(), restart, found(), due(), SILENT);

    // Then
    assertThat(outcome)
        .asInstanceOf(type(Outcome.Failed.class))
        .satisfies(
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.SERVICE_UNHEALTHY);
              assertThat(failed.message())
                  .contains(FILE + " as it is (this saga did not write it) and runs");
              assertThat(failed.changes())
                  .extracting(Change::kind)
                  .containsExactly(Change.Kind.RESTART);
            });
    assertThat(Collections.frequency(node.ran(), "restart " + UNIT)).isEqualTo(2);
  }

  @Test
  void shouldLeaveAFileThatAnotherServiceReadsTooAsItIs() {
    // Given
    node.restores(new WriteResult.Written());

    // When
    Outcome outcome =
        gated.restart(
            context(), restart.sharedWith(ServiceKind.CINDER_VOLUME), found(), due(), SILENT);

    // Then
    assertThat(outcome)
        .asInstanceOf(type(Outcome.Failed.class))
        .satisfies(
            failed ->
                assertThat(failed.message())
                    .contains(FILE + " as it is (cinder-volume reads it too)"));
    assertThat(node.ran()).doesNotContain("restore " + FILE);
  }

  @Test
  void shouldTellTheServicesLastWordsWithoutItsSecrets() {
    // When
    Outcome outcome = gated.restart(context(), restart, found(), due(), SILENT);

    // Then
    assertThat(outcome)
        .asInstanceOf(type(Outcome.Failed.class))
        .satisfies(
            failed ->
                assertThat(failed.message())
                    .contains("journalctl -u glance-api.service:", "Killed")
                    .doesNotContain("hidden"));
  }

  @Test
  void shouldNotStartAStoppedServiceToUndo() {
    // Given
    node.says("look at glance-api", Found.look(UNIT, "inactive", "enabled"));

    // When
    Outcome outcome = gated.undo(context(), restart, PEERS, ANSWERS);

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    assertThat(node.ran()).doesNotContain("restart " + UNIT);
  }

  @Test
  void shouldRestartForTheFormerFileAndPutNothingBackItself() {
    // When
    Outcome outcome = gated.undo(context(), restart, PEERS, ANSWERS);

    // Then
    assertThat(outcome)
        .asInstanceOf(type(Outcome.Succeeded.class))
        .satisfies(
            done ->
                assertThat(done.changes())
                    .extracting(Change::kind)
                    .containsExactly(Change.Kind.RESTART));
    assertThat(node.ran()).containsOnlyOnce("restart " + UNIT).doesNotContain("restore " + FILE);
  }

  @Test
  void shouldNotFallBackBehindTheFormerFile() {
    // When
    Outcome outcome = gated.undo(context(), restart, PEERS, SILENT);

    // Then
    assertThat(outcome)
        .asInstanceOf(type(Outcome.Failed.class))
        .satisfies(failed -> assertThat(failed.code()).isEqualTo(ErrorCode.SERVICE_UNHEALTHY));
    assertThat(node.ran()).containsOnlyOnce("restart " + UNIT).doesNotContain("restore " + FILE);
  }

  @Test
  @Tag("fault")
  void shouldSeeAServiceThatDiesSecondsAfterItsRestart() {
    // Given: it runs for three looks, and then it does not
    AtomicInteger looks = new AtomicInteger();
    node.restores(new WriteResult.Written())
        .says(
            "look at glance-api",
            () ->
                looks.incrementAndGet() > 3
                    ? Found.look(UNIT, "failed", "enabled")
                    : Found.look(UNIT, "active", "enabled"));

    // When
    Outcome outcome = gated.restart(context(), patient(), found(), due(), ANSWERS);

    // Then
    assertThat(outcome)
        .asInstanceOf(type(Outcome.Failed.class))
        .satisfies(
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.SERVICE_UNHEALTHY);
              assertThat(failed.message()).contains("glance-api.service is failed");
            });
    assertThat(node.ran()).contains("restore " + FILE);
  }

  @Test
  @Tag("fault")
  void shouldSeeARestartLoop() {
    // Given: systemd starts it again and again
    AtomicInteger looks = new AtomicInteger();
    node.restores(new WriteResult.Written())
        .says(
            "look at glance-api",
            () ->
                Found.look(UNIT, "active", "enabled")
                    .replace("NRestarts=0", "NRestarts=" + looks.getAndIncrement()));

    // When
    Outcome outcome = gated.restart(context(), patient(), found(), due(), ANSWERS);

    // Then
    assertThat(outcome)
        .asInstanceOf(type(Outcome.Failed.class))
        .satisfies(
            failed ->
                assertThat(failed.message())
                    .contains("glance-api.service died and was started again"));
    assertThat(node.ran()).contains("restore " + FILE);
  }

  /** A participant has restarted it and died before it had seen that the service keeps running. */
  @Test
  @Tag("fault")
  void shouldWatchAServiceThatSomebodyRestartedAMomentAgo() {
    // Given: it runs for one more look, and then it does not
    AtomicInteger looks = new AtomicInteger();
    node.restores(new WriteResult.Written())
        .says(
            "look at glance-api",
            () ->
                looks.incrementAndGet() > 1
                    ? Found.look(UNIT, "failed", "enabled")
                    : Found.look(UNIT, "active", "enabled"));

    // When
    Outcome outcome =
        gated.restart(context(), patient(), Found.young(), Plan.nothing("it runs"), ANSWERS);

    // Then
    assertThat(outcome)
        .asInstanceOf(type(Outcome.Failed.class))
        .satisfies(failed -> assertThat(failed.code()).isEqualTo(ErrorCode.SERVICE_UNHEALTHY));
    assertThat(node.ran()).contains("restore " + FILE);
  }

  @Test
  void shouldNotRestartAgainWhatKeepsRunning() {
    // When
    Outcome watched =
        gated.restart(context(), patient(), Found.young(), Plan.nothing("it runs"), ANSWERS);
    Outcome old = gated.restart(context(), restart, found(), Plan.nothing("it runs"), SILENT);

    // Then
    assertThat(List.of(watched, old))
        .allSatisfy(
            outcome ->
                assertThat(outcome)
                    .asInstanceOf(type(Outcome.Succeeded.class))
                    .satisfies(done -> assertThat(done.changes()).isEmpty()));
    assertThat(node.ran()).doesNotContain("restart " + UNIT);
  }

  private static Plan due() {
    return Plan.of("restart it", List.of(Change.of(Change.Kind.RESTART, UNIT, "its file is new")));
  }

  private static Restart patient() {
    return new Restart(
        Layout.assumed(ServiceKind.GLANCE_API),
        Found.FILE,
        List.of(),
        new RestartGate(Duration.ofSeconds(3), Duration.ofSeconds(10)),
        List.of(),
        Optional.empty());
  }

  private StepContext context() {
    return node.context(Dispatches.first("restart-glance", node.address()));
  }

  private static FoundService found() {
    return Found.of("active", "enabled", Map.of());
  }
}
