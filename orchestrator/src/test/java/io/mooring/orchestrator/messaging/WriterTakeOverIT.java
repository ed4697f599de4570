package io.mooring.orchestrator.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.mooring.infrastructure.InfrastructureResource;
import io.mooring.orchestrator.it.Api;
import io.mooring.orchestrator.it.FakeParticipant;
import io.mooring.orchestrator.it.FakeParticipant.Answer;
import io.mooring.orchestrator.it.OrchestratorProcess;
import io.mooring.orchestrator.service.SagaWriter;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another orchestrator writes; this one stands by, takes orders, and goes on when that one dies.
 */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class WriterTakeOverIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration LONGEST_TAKE_OVER = Duration.ofSeconds(5);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject SagaWriter writer;
  @Inject WriterLoop loop;

  private final String name = Api.newName();

  @Test
  @Tag("fault")
  void whoStandsByTakesOverWithinFiveSecondsWhenTheWriterIsKilled() {
    // given
    AtomicInteger commands = new AtomicInteger();
    AtomicLong killed = new AtomicLong();
    try (OrchestratorProcess other = writerElsewhere(List.of());
        FakeParticipant participants =
            participants(
                () -> {
                  if (commands.incrementAndGet() == 10) {
                    other.close();
                    killed.set(System.nanoTime());
                  }
                  return Answer.SUCCEEDED;
                })) {

      // when
      String saga = Api.start(name);
      await().atMost(PATIENCE).until(() -> killed.get() > 0);
      await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(writer::isWriting);
      Duration took = Duration.ofNanos(System.nanoTime() - killed.get());

      // then
      Api.awaitState(saga, "succeeded");
      assertThat(took).isLessThan(LONGEST_TAKE_OVER);
      assertThat(Api.steps(saga).getList("items.attempt", Integer.class)).containsOnly(1);
    }
  }

  @Test
  @Tag("fault")
  void aSagaThatWaitsForNodesBeginsThoughTheWriterWasKilled() {
    // given
    String second = sharing(name);
    AtomicInteger commands = new AtomicInteger();
    try (OrchestratorProcess other = writerElsewhere(List.of());
        FakeParticipant participants =
            new FakeParticipant(
                kafka,
                command -> {
                  if (commands.incrementAndGet() == 10) {
                    other.close();
                  }
                  return Answer.SUCCEEDED;
                })) {

      // when
      String saga = Api.start(name);
      String waiting =
          Api.given()
              .contentType("application/json")
              .body(Map.of("kind", "apply", "wait", true))
              .post("/api/v1/integrations/" + second + "/sagas")
              .then()
              .statusCode(202)
              .body("state", equalTo("waiting"))
              .extract()
              .path("id");

      // then
      Api.awaitState(saga, "succeeded");
      Api.awaitState(waiting, "succeeded");
      assertThat(Api.steps(waiting).getList("items.attempt", Integer.class)).containsOnly(1);
      assertThat(other.isRunning()).isFalse();
    }
  }

  /** An integration with other names for the nodes that this one has. */
  private static String sharing(String holder) {
    String other = Api.newName();
    String document = Api.document(holder).replaceFirst("name: " + holder, "name: " + other);
    Api.submit(document).then().statusCode(201);
    return other;
  }

  @ParameterizedTest
  @Tag("fault")
  @ValueSource(strings = {"before-commit:7", "after-commit:7", "after-send:7"})
  void nothingIsLostOrDoneTwiceWhereverTheWriterDies(String point) {
    // given
    try (OrchestratorProcess other = writerElsewhere(List.of("-Dmooring.crash-at=" + point));
        FakeParticipant participants = participants(() -> Answer.SUCCEEDED)) {

      // when
      String saga = Api.start(name);

      // then
      Api.awaitState(saga, "succeeded");
      assertThat(writer.isWriting()).isTrue();
      assertThat(Api.steps(saga).getList("items.attempt", Integer.class)).containsOnly(1);
      List<String> types = Api.events(saga).getList("items.type", String.class);
      assertThat(types.stream().filter("step-succeeded"::equals))
          .hasSize(Api.saga(saga).getInt("total"));
      // Where it was too slow to keep its right, it never comes to the point, and says so.
      await().atMost(PATIENCE).until(() -> !other.isRunning() || other.wasCutOff());
    }
  }

  @Test
  void whoStandsByTakesOrders() {
    // given
    try (OrchestratorProcess other = writerElsewhere(List.of());
        FakeParticipant participants = failingOnce()) {
      String saga = Api.start(name);
      Api.awaitState(saga, "incident");

      // when
      Api.retry(saga, "all").then().statusCode(202);

      // then
      Api.awaitState(saga, "succeeded");
      assertThat(other.isRunning()).isTrue();
      assertThat(writer.isWriting()).isFalse();
    }
    await().atMost(PATIENCE).until(writer::isWriting);
  }

  /** Another process gets the right to write; this one then stands by. */
  private OrchestratorProcess writerElsewhere(List<String> options) {
    OrchestratorProcess other = new OrchestratorProcess(options);
    await().atMost(PATIENCE).until(other::isReady);
    loop.stop(new ShutdownEvent());
    await().atMost(PATIENCE).until(other::isWriting);
    loop.start(new StartupEvent());
    assertThat(writer.isWriting()).isFalse();
    return other;
  }

  private FakeParticipant participants(java.util.function.Supplier<Answer> answers) {
    return FakeParticipant.of(kafka, name, command -> answers.get());
  }

  private FakeParticipant failingOnce() {
    AtomicInteger answers = new AtomicInteger();
    return participants(() -> answers.incrementAndGet() == 1 ? Answer.FAILED : Answer.SUCCEEDED);
  }
}
